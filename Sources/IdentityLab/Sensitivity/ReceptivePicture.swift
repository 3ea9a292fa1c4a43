import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// A net's receptive fields as a picture: maps of gradients layer by layer, how far they reach, and what blank images make
/// of the border.
package struct ReceptivePicture {
  /// Layers whose maps are drawn at most, evenly chosen, the last among them.
  private static let mostMaps = 12

  /// What was measured.
  package let value: ReceptiveFields.Value
  /// The layers' names, one a layer.
  package let names: [LayerName]
  /// Where the numbers lie in the run's folder.
  package let studyFile: String
  private let recipe: ReceptiveConfiguration
  private let caveat: String?
  private let runKey: String

  /// Measures a run's net, or reads what was measured.
  ///
  /// - Parameters:
  ///   - inputs: SPECs of the images that gradients are means over; none takes the usual ones.
  ///   - units: how many units a layer, at most ``ReceptiveFields/mostUnits``.
  /// - Throws: what ``ReceptiveFields`` throws.
  package init(
    _ run: RunDirectory<ReconstructionLab>, inputs: [String], units: Int, lab: ReconstructionLab,
    threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    try self.init(
      ReceptiveConfiguration(
        receptive: units, inputs: inputs.isEmpty ? nil : inputs, run: run.configuration()), run, lab: lab,
      threads: threads, onProgress: onProgress)
  }

  /// Measures the net of a recipe.
  init(
    _ recipe: ReceptiveConfiguration, _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab,
    threads: Int, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    let configuration = try run.configuration()
    let fields = try ReceptiveFields(
      units: recipe.receptive, specs: recipe.inputs ?? [], of: configuration, lab: lab)
    value = try run.value(of: fields, lab: lab, threads: threads, onProgress: onProgress)
    names = Array(LayerName.all(of: configuration.network).dropFirst())
    studyFile = "studies/\(fields.name).json"
    let shape = configuration.imageShape
    guard value.size == [shape.height, shape.width], value.layers.map(\.layer) == names.map(\.module) else {
      throw .badData(
        path: run.file(studyFile), expected: "\(names.count) layers of \(shape.height)×\(shape.width)",
        found: "\(value.layers.count) of \(value.size)")
    }
    self.recipe = ReceptiveConfiguration(
      receptive: recipe.receptive, inputs: recipe.inputs?.map(ImageSpec.name),
      run: configuration.withoutFolders)
    caveat = run.record?.caveat
    runKey = run.runKey
  }

  /// Writes the picture into a folder.
  ///
  /// - Returns: its path, `receptive-RUN.png`, with a digest of inputs and units where they are not the usual ones.
  /// - Throws: `LabError` where it cannot be drawn or written.
  package func write(to folder: String, format: FigureFormat, force: Bool = false) throws(LabError) -> String
  {
    let isUsual = recipe.inputs == nil && recipe.receptive == ReceptiveFields.usualUnits
    let choice = "\(recipe.receptive) \(recipe.inputs ?? [])"
    let path =
      "\(folder)/receptive-\(runKey)" + (isUsual ? "" : "-\(Digest.sha256(Array(choice.utf8)).prefix(8))")
      + ".\(format.rawValue)"
    let figure = figure
    let metadata = ReconstructionRecipe.receptive(recipe).metadata(tileDigest: figure.tileDigest)
    try FigureFile.write(figure.render(format: format), metadata: metadata, to: path, force: force)
    return path
  }

  /// The picture.
  package var figure: FigureStack {
    FigureStack(
      title: "How far a pixel reaches in a net trained on \(recipe.run.subject)",
      subtitle: ["\(recipe.run.netText), seed \(recipe.run.seed)", caveat].compactMap { $0 }
        .joined(separator: "; "),
      parts: [.tiles(maps), .curves(curves)])
  }

  private var maps: ImageGrid {
    let taken = min(Self.mostMaps, value.layers.count)
    let shown = (1...taken).map { $0 * value.layers.count / taken - 1 }
    func row(_ label: String, _ reach: KeyPath<ReceptiveFields.Layer, GradientReach>) -> ImageGrid.Row {
      var row = ImageGrid.Row(label: label, tiles: shown.map { image(value.layers[$0][keyPath: reach].map) })
      row.tileLabels = shown.map { index in
        value.layers[index][keyPath: reach].radius.map { "r \($0)" } ?? "dead"
      }
      return row
    }
    return ImageGrid(
      title: "", columnLabels: shown.map { names[$0].title },
      rows: [row("after training", \.trained), row("before training", \.untrained)], scaling: .each,
      map: .sequential,
      tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "Mean |∂ unit / ∂ pixel| over \(value.inputs.joined(separator: ", ")) and units at the image's centre, at most "
        + "\(recipe.receptive) of a layer. r: half-width of the square that holds 95 % of "
        + "the squared gradient.")
  }

  private func image(_ map: PackedFloats) -> Image {
    Image(channels: 1, height: value.size[0], width: value.size[1], pixels: map.values)
  }

  private var curves: LinePlot {
    let layers = LinePlot.Axis("layer", ticks: names.count <= 20 ? names.map(\.position) : nil)
    func series(
      _ label: String, _ variant: String? = nil, _ number: (Int) -> Double?
    ) -> LinePlot.Series {
      LinePlot.Series(
        label: label, variant: variant,
        points: names.indices.map { LinePlot.Sample(x: names[$0].position, y: number($0)) })
    }
    func both(_ label: String, _ number: @escaping (GradientReach) -> Double?) -> [LinePlot.Series] {
      [
        series(label, "after training") { number(value.layers[$0].trained) },
        series(label, "before training") { number(value.layers[$0].untrained) },
      ]
    }
    let hasLaw = value.layers.contains { $0.predictedSpread != nil }
    var panels = [
      LinePlot.Panel(
        title: "half-width with 95 % of the squared gradient", xAxis: layers, yAxis: LinePlot.Axis("pixels"),
        series: both("gradient") { $0.radius.map(Double.init) }
          + [series("theory") { Double(value.layers[$0].theoreticalRadius) }]),
      LinePlot.Panel(
        title: "spread of the squared gradient", xAxis: layers, yAxis: LinePlot.Axis("pixels, along an axis"),
        series: both("gradient", \.spread)
          + (hasLaw ? [series("theory") { value.layers[$0].predictedSpread }] : [])),
    ]
    if !answered.isEmpty { panels += borderPanels(layers, series) }
    return LinePlot(
      title: "", panels: panels, panelsPerRow: 2,
      footnote:
        "Theory: l⌊k/2⌋ after l convolutions, clipped to the image (of fully connected nets the whole image), and "
        + "√(l (k² − 1) / 12), the spread of random weights without a border."
        + (answered.isEmpty
          ? ""
          : " Below: images of one level; deviation from what a plane without a border answers, by the answer's root mean square, "
            + "and how many rings of pixels deviate by more than 1 %."))
  }

  /// The blank images of which some layer makes something: nets without biases answer an image of zeros with zeros.
  private var answered: [ReceptiveFields.Blank] {
    value.blanks.filter { blank in (blank.trained + blank.untrained).contains { $0.deviations != nil } }
  }

  private func borderPanels(
    _ layers: LinePlot.Axis, _ series: (String, String?, (Int) -> Double?) -> LinePlot.Series
  ) -> [LinePlot.Panel] {
    func profile(_ label: String, _ variant: String, _ profile: BorderProfile?) -> LinePlot.Series {
      LinePlot.Series(
        label: label, variant: variant,
        points: (profile?.deviations ?? []).enumerated().map { LinePlot.Sample(x: Double($0), y: $1) })
    }
    func title(_ blank: ReceptiveFields.Blank) -> String {
      blank.level == 0 ? "black" : blank.level == 1 ? "white" : "grey"
    }
    let largest =
      answered.flatMap { [$0.trained.last, $0.untrained.last] }
      .compactMap { $0?.deviations?.max() }.max() ?? 1
    return [
      LinePlot.Panel(
        title: "the output's deviation on blank images", xAxis: LinePlot.Axis("pixels from the border"),
        yAxis: LinePlot.Axis(
          "deviation", isLogarithmic: true, range: ValueRange(1e-4, max(largest, 1) * 1.5)),
        series: answered.flatMap { blank in
          [
            profile(title(blank), "after training", blank.trained.last),
            profile(title(blank), "before training", blank.untrained.last),
          ]
        }, thresholds: [LinePlot.Threshold(value: BorderProfile.threshold, label: "1 %")]),
      LinePlot.Panel(
        title: "rings that the border reaches", xAxis: layers, yAxis: LinePlot.Axis("pixels"),
        series: answered.flatMap { blank in
          [
            series(title(blank), "after training") { blank.trained[$0].reach.map(Double.init) },
            series(title(blank), "before training") { blank.untrained[$0].reach.map(Double.init) },
          ]
        }
          + [
            series("theory", nil) {
              Double(min(value.layers[$0].theoreticalRadius, (value.size.min() ?? 1) / 2))
            }
          ]),
    ]
  }
}
