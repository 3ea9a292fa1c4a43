import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages

/// What some layers of every net make of some inputs: each input at the left of its part, the answer at the part's end.
///
/// Two rows a net. The brightest channel of each layer on one scale for the whole net tells which layers are
/// dark; the channel most like the training image, each on its own scale, tells what is in them however dark.
struct LayersFigure {
  private let context: ReconstructionContext

  /// Hidden layers shown of a net, the first and the last among them: all of 20 would be too small to be seen on a page.
  private static let mostHidden = 6
  /// Inputs beside each other.
  private static let inputsPerRow = 2
  /// Tiles are enlarged up to this side: 28 and 14 pixels become 84.
  private static let tileSide = 84

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// Asks the first seed of every net, then the untrained ones that the options name.
  ///
  /// - Throws: `LabError` where a run's weights or an input's image are not there.
  func strips() throws(LabError) -> TileStrips {
    let groups = context.groups
    let labels = ReconstructionLabels(groups.map(\.configuration))
    let trained = groups.compactMap(\.runs.first)
    let untrained = groups.filter {
      context.options.untrained?.contains($0.configuration.depth) == true
    }.compactMap { ($0.runs + $0.setAside).first }
    let seeds = ShownSeeds(trained + untrained)
    var rows: [TileStrips.Row] = []
    for (runs, isUntrained) in [(trained, false), (untrained, true)] {
      for run in runs {
        let texts = [
          labels.label(run.configuration), isUntrained ? "before training" : "trained",
          seeds.remark(on: run) ?? "",
        ]
        rows += try block(
          run, isUntrained: isUntrained, section: texts.filter { !$0.isEmpty }.joined(separator: ", "))
      }
    }
    let hasNegative = rows.flatMap(\.parts).joined().contains { $0.map == .diverging }
    let pictures = TileStrips.Key(
      map: .gray, lower: "0", upper: "1",
      explanation: "First and last tile of a part: the input and the net's answer, as pictures.")
    let activations = TileStrips.Key(
      map: hasNegative ? .diverging : .gray, lower: hasNegative ? "−max" : "0", upper: "max",
      explanation: "Tiles between: one channel of a hidden layer, after the activation function.")
    return TileStrips(
      title: context.heading.title, subtitle: context.heading.subtitle(seeds), rows: rows,
      tileSize: .fit(Self.tileSide), keys: [pictures, activations],
      footnote:
        "Of nets with more than \(Self.mostHidden) hidden layers so many, at even distances from the first to the "
        + "last. Brightest: the channel of largest mean magnitude, max being the largest value in the row. Most like "
        + "training: the channel that correlates most, by magnitude, with the training image, max being the tile's "
        + "own. Source: \(context.heading.source).")
  }

  private func block(
    _ run: ReconstructionRun, isUntrained: Bool, section: String
  ) throws(LabError) -> [TileStrips.Row] {
    let configuration = run.configuration
    let traces = try LayerTraces(
      run.directory, inputs: [configuration.image] + (context.options.inputs ?? []), isUntrained: isUntrained,
      afterActivation: true, acceptsDivergence: true, lab: context.lab)
    let names = LayerName.all(of: configuration.network)
    let layers = Self.chosen(of: names.count - 2)
    func hidden(_ selection: ChannelSelection) -> [[Image]] {
      traces.traces.map { trace in
        let images = traces.hiddenChannels(trace, selection)
        return layers.map { images[$0] }
      }
    }
    let (brightest, alike) = (hidden(.top(1)), hidden(.closestToTraining))
    let largest = ActivationRange(brightest.flatMap(\.self)).magnitude
    var rows: [TileStrips.Row] = []
    for start in stride(from: 0, to: traces.traces.count, by: Self.inputsPerRow) {
      let shown = start..<min(start + Self.inputsPerRow, traces.traces.count)
      func row(_ label: [String], _ hidden: [[Image]], scale: Double?) -> TileStrips.Row {
        let parts = shown.map { index in
          let trace = traces.traces[index]
          return [picture(trace.values, run)] + hidden[index].map { tile($0, scale: scale) }
            + [picture(trace.layers.last?.values ?? [], run)]
        }
        return TileStrips.Row(label: label, parts: parts)
      }
      var first = row(
        ["brightest", "max \(NumberText.short(largest, digits: 2))"], brightest, scale: largest)
      first.heads = shown.map { index in
        [index == 0 ? "training image" : ImageSpec.name(of: traces.traces[index].input)]
          + layers.map { names[$0 + 1].title } + ["output"]
      }
      rows += [first, row(["most like training", "max: each its own"], alike, scale: nil)]
    }
    rows[0].section = section
    return rows
  }

  /// The places of the hidden layers that are shown of so many, from 0.
  static func chosen(of count: Int) -> [Int] {
    guard count > mostHidden else { return Array(0..<max(count, 0)) }
    return (0..<mostHidden).map { place in
      Int((Double(place) * Double(count - 1) / Double(mostHidden - 1)).rounded())
    }
  }

  /// A channel on a scale up to a magnitude, or on its own.
  private func tile(_ image: Image, scale: Double?) -> TileStrips.Tile {
    let range = ActivationRange([image])
    return TileStrips.Tile(
      image: image, range: (scale.map(range.scaled(to:)) ?? range).drawn, map: range.map)
  }

  private func picture(_ values: [Float], _ run: ReconstructionRun) -> TileStrips.Tile {
    let image = run.configuration.normalize.restore(values[...], shape: run.configuration.imageShape)
    return TileStrips.Tile(image: image, range: .unit, map: .gray)
  }
}
