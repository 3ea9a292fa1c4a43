import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages

/// What every layer of every net makes of some inputs: the input at the left, the answer at the row's end.
///
/// Two rows an input. The brightest channel of each layer on one scale for the whole net tells which layers are
/// dark; the channel most like the training image, each on its own scale, tells what is in them however dark.
struct LayersFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// Asks the first seed of every net, then the untrained ones that the options name.
  ///
  /// - Throws: `LabError` where a run's weights or an input's image are not there.
  func strips() throws(LabError) -> TileStrips {
    let groups = context.groups
    let labels = ReconstructionLabels(groups.map(\.configuration))
    var rows: [TileStrips.Row] = []
    for run in groups.compactMap(\.runs.first) {
      rows += try block(run, isUntrained: false, labels)
    }
    for group in groups where context.options.untrained?.contains(group.configuration.depth) == true {
      guard let run = (group.runs + group.setAside).first else { continue }
      rows += try block(run, isUntrained: true, labels)
    }
    let longest = rows.map(\.tiles.count).max() ?? 1
    let hasNegative = rows.contains { $0.tiles.contains { $0.map == .diverging } }
    let pictures = TileStrips.Key(
      map: .gray, lower: "0", upper: "1",
      explanation: "First and last tile of a row: the input and the net's answer, as pictures.")
    let activations = TileStrips.Key(
      map: hasNegative ? .diverging : .gray, lower: hasNegative ? "−max" : "0", upper: "max",
      explanation: "Tiles between: one channel of a hidden layer, after the activation function.")
    return TileStrips(
      title: context.heading.title, subtitle: context.heading.subtitle,
      columnLabels: ["input"] + (1..<max(longest, 2)).map(String.init), rows: rows,
      keys: [pictures, activations],
      footnote:
        "Columns are layers, the last of a row the output. Brightest: the channel of largest mean magnitude, max "
        + "being the largest value in these rows of the net. Most like: the channel that correlates most, by "
        + "magnitude, with the training image, max being the tile's own. One seed a net. Source: "
        + "\(context.heading.source).")
  }

  private func block(
    _ run: ReconstructionRun, isUntrained: Bool, _ labels: ReconstructionLabels
  ) throws(LabError) -> [TileStrips.Row] {
    let configuration = run.configuration
    let traces = try LayerTraces(
      run.directory, inputs: [configuration.image] + (context.options.inputs ?? []), isUntrained: isUntrained,
      afterActivation: true, lab: context.lab)
    let brightest = traces.traces.map { traces.hiddenChannels($0, .top(1)) }
    let alike = traces.traces.map { traces.hiddenChannels($0, .closestToTraining) }
    let largest = ActivationRange(brightest.flatMap { $0 }).magnitude
    var rows: [TileStrips.Row] = []
    for (index, trace) in traces.traces.enumerated() {
      let name = index == 0 ? "training image" : ImageSpec.name(of: trace.input)
      let (input, output) = (picture(trace.values, run), picture(trace.layers.last?.values ?? [], run))
      func row(_ label: String, _ tiles: [Image], _ caption: String, scale: Double?) -> TileStrips.Row {
        let hidden = tiles.map { image in
          let range = ActivationRange([image])
          return TileStrips.Tile(
            image: image, range: (scale.map(range.scaled(to:)) ?? range).drawn, map: range.map)
        }
        return TileStrips.Row(label: [name, label], tiles: [input] + hidden + [output], caption: caption)
      }
      rows.append(
        row("brightest", brightest[index], "max \(NumberText.short(largest, digits: 2))", scale: largest))
      rows.append(row("most like training", alike[index], "max: each its own", scale: nil))
    }
    rows[0].section =
      labels.label(configuration) + (isUntrained ? ", before training" : ", trained")
    return rows
  }

  private func picture(_ values: [Float], _ run: ReconstructionRun) -> TileStrips.Tile {
    let image = run.configuration.normalize.restore(values[...], shape: run.configuration.imageShape)
    return TileStrips.Tile(image: image, range: .unit, map: .gray)
  }
}
