import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// A net's Jacobian at some images as a picture: singular values, and the leading singular vectors.
package struct JacobianPicture {
  /// What was measured.
  package let value: JacobianSpectra.Value
  private let configuration: ReconstructionConfiguration
  private let recipe: JacobianConfiguration
  private let caveat: String?
  private let study: String
  private let runKey: String
  private var shape: ImageShape { configuration.imageShape }

  /// Measures a run's net, or reads what was measured.
  ///
  /// - Parameters:
  ///   - inputs: SPECs of images beside the training images; none takes the usual ones.
  ///   - vectors: how many pairs of singular vectors are drawn, at most ``JacobianPoint/keptVectors``.
  /// - Throws: what ``JacobianSpectra`` throws.
  package init(
    _ run: RunDirectory<ReconstructionLab>, inputs: [String], vectors: Int, isUntrained: Bool,
    lab: ReconstructionLab, threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    try self.init(
      JacobianConfiguration(
        jacobian: vectors, inputs: inputs.isEmpty ? nil : inputs, untrained: isUntrained,
        run: run.configuration()), run, lab: lab, threads: threads, onProgress: onProgress)
  }

  /// Measures the net of a recipe, whose folder need not exist for an untrained one.
  init(
    _ recipe: JacobianConfiguration, _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab,
    threads: Int, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    configuration = recipe.run
    let spectra = try JacobianSpectra(
      isUntrained: recipe.untrained, specs: recipe.inputs ?? [], of: configuration, lab: lab)
    value =
      run.has("config.json")
      ? try run.value(of: spectra, lab: lab, threads: threads, onProgress: onProgress)
      : try spectra.value(of: configuration, in: run, lab: lab, threads: threads, onProgress: onProgress)
    let own = configuration.imageShape
    guard value.shape == [own.channels, own.height, own.width] else {
      throw .badData(
        path: run.file("studies/\(spectra.name).json"), expected: "images of \(own)",
        found: "\(value.shape)")
    }
    self.recipe = JacobianConfiguration(
      jacobian: recipe.jacobian, inputs: recipe.inputs?.map(ImageSpec.name), untrained: recipe.untrained,
      run: configuration.withoutFolders)
    caveat = recipe.untrained ? nil : run.record?.caveat
    study = spectra.name
    runKey = run.runKey
  }

  /// Writes the picture into a folder.
  ///
  /// - Returns: its path, `jacobian-RUN.png`, with `-untrained` and a digest of images and number of vectors where they
  ///   are not the usual ones.
  /// - Throws: `LabError` where it cannot be drawn or written.
  package func write(to folder: String, format: FigureFormat, force: Bool = false) throws(LabError) -> String
  {
    let isUsual = recipe.inputs == nil && recipe.jacobian == Self.usualVectors
    let choice = "\(recipe.jacobian) \(recipe.inputs ?? [])"
    let path =
      "\(folder)/jacobian-\(runKey)" + (recipe.untrained ? "-untrained" : "")
      + (isUsual ? "" : "-\(Digest.sha256(Array(choice.utf8)).prefix(8))") + ".\(format.rawValue)"
    let figure = figure
    let metadata = ReconstructionRecipe.jacobian(recipe).metadata(tileDigest: figure.tileDigest)
    try FigureFile.write(figure.render(format: format), metadata: metadata, to: path, force: force)
    return path
  }

  /// Pairs of vectors that are drawn unless told otherwise.
  package static let usualVectors = 3

  /// The picture.
  package var figure: FigureStack {
    FigureStack(
      title: "J = ∂f/∂x of a net "
        + (recipe.untrained ? "before training" : "trained on \(configuration.subject)"),
      subtitle: ["\(configuration.netText), seed \(configuration.seed)", caveat]
        .compactMap { $0 }.joined(separator: "; "),
      parts: [.curves(spectrum), .tiles(pictures), .tiles(vectors)])
  }

  private var spectrum: LinePlot {
    let largest = value.points.map { $0.singularValues[0] }.max() ?? 1
    // Below lies what rounding to Float leaves of a direction that is not there.
    let range = largest > 0 ? ValueRange(largest * 1e-6, max(largest, 1) * 1.5) : nil
    return LinePlot(
      title: "", xAxis: LinePlot.Axis("i (1 is the largest)", isLogarithmic: true),
      yAxis: LinePlot.Axis("singular value σᵢ of J", isLogarithmic: true, range: range),
      series: value.points.map { point in
        LinePlot.Series(
          label: point.name,
          points: point.singularValues.enumerated().map { LinePlot.Sample(x: Double($0 + 1), y: $1) })
      }, thresholds: [LinePlot.Threshold(value: 1, label: "length is kept")], legendTitle: "at")
  }

  private var pictures: ImageGrid {
    func row(_ label: String, _ values: KeyPath<JacobianPoint, PackedFloats>) -> ImageGrid.Row {
      ImageGrid.Row(
        label: label,
        tiles: value.points.map {
          configuration.normalize.restore($0[keyPath: values].values[...], shape: shape)
        })
    }
    return ImageGrid(
      title: "", columnLabels: value.points.map(\.name),
      rows: [row("input", \.input), row("answer", \.answer)],
      tileSize: .fit(FigureStyle.tileSide))
  }

  private var vectors: ImageGrid {
    ImageGrid(
      title: "",
      columnLabels: (1...shownVectors).flatMap { ["v\($0)", "u\($0)"] },
      columnGroups: (0..<shownVectors).map { index in
        ImageGrid.ColumnGroup(label: "pair \(index + 1)", columns: 2 * index..<2 * index + 2)
      },
      rows: value.points.map(row), scaling: .signed, tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "Singular vectors, J v = σ u, each divided by its largest magnitude: v what the input changes by, u what the "
        + "answer then does. Attractor: whether images near x come to it when the net is asked about its answers; "
        + "λ the eigenvalue of largest modulus, across: that of directions across x; residual ‖f(x) − x‖ / ‖x‖."
    )
  }

  private var shownVectors: Int { min(recipe.jacobian, shape.count) }

  private func row(_ point: JacobianPoint) -> ImageGrid.Row {
    let pairs = zip(point.rightVectors, point.leftVectors).prefix(shownVectors)
    func text(_ number: Double?) -> String { number.map { NumberText.short($0, digits: 3) } ?? "–" }
    let sigmas = point.singularValues.prefix(shownVectors).map { text($0) }.joined(separator: ", ")
    return ImageGrid.Row(
      label: point.name, tiles: pairs.flatMap { [image($0), image($1)] },
      caption: "σ \(sigmas)\nσ > 1: \(point.growingSingularValues) of \(shape.count)\n"
        + "|λ| \(text(point.spectralRadius)), across \(text(point.across))\n"
        + "trace/n \(text(point.trace))\nresidual \(text(point.residual))\n"
        + "attractor: \(point.attraction.word)")
  }

  private func image(_ vector: PackedFloats) -> Image {
    let peak = vector.values.map(abs).max() ?? 0
    return Image(
      channels: shape.channels, height: shape.height, width: shape.width,
      pixels: peak > 0 ? vector.values.map { $0 / peak } : vector.values)
  }

  /// The study's name, under which its numbers lie in the run's folder.
  package var studyFile: String { "studies/\(study).json" }
}
