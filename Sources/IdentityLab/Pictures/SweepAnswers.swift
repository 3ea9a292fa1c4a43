import LabBase
import LabDrawing
import LabFigures
import LabImages
import Nets

/// The answers of a sweep's nets to one probe, a cell a net, beside what the nets were shown.
struct SweepAnswers {
  /// Labels of the rows.
  let rows: [String]
  /// Labels of the columns.
  let columns: [String]
  /// The run of each cell, rows first; nil where none is done.
  let runs: [[ReconstructionRun?]]
  /// The first probe of this family is shown; for digits and the like one that the net has not seen.
  let family: ProbeFamily

  /// Where the inputs are drawn: nets of different images or sizes are shown different pictures.
  private enum InputPlacement {
    /// Each column has one input: a row of them over the answers.
    case above([Image?])
    /// Each row has one input: a column of them before the answers.
    case before([Image?])
    /// Neither.
    case nowhere
  }

  private typealias Cell = (input: Image, output: Image)

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  func grid(_ heading: FigureHeading, lab: ReconstructionLab) throws(LabError) -> ImageGrid {
    var cells: [[Cell?]] = []
    for row in runs {
      var line: [Cell?] = []
      for run in row { line.append(try run.map { run throws(LabError) in try answer(run, lab) } ?? nil) }
      cells.append(line)
    }
    let placement = placement(cells)
    var labels = columns
    var inputRow: ImageGrid.Row?
    var lines = cells.map { $0.map { $0?.output } }
    var note = "The first run of each cell; a hatched cell has none that is done."
    switch placement {
    case .above(let inputs):
      inputRow = ImageGrid.Row(label: "input", tiles: inputs)
    case .before(let inputs):
      labels = ["input"] + labels
      lines = zip(inputs, lines).map { [$0] + $1 }
    case .nowhere:
      note += " The inputs differ from cell to cell and are not shown."
    }
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle + "; answers to one image of \(family.title)",
      columnLabels: labels, inputRow: inputRow,
      rows: zip(rows, lines).map { ImageGrid.Row(label: $0, tiles: $1) },
      tileSize: .fit(FigureStyle.tileSide), footnote: note)
  }

  private func answer(_ run: ReconstructionRun, _ lab: ReconstructionLab) throws(LabError) -> Cell {
    let battery = try lab.makeExperiment(run.configuration).data.battery
    guard battery.sets.contains(where: { $0.family == family }) else {
      throw .badConfiguration(
        key: "probe", found: family.rawValue,
        expected: "a family that nets of \(battery.shape) are shown: "
          + battery.sets.map(\.family.rawValue).joined(separator: ", "))
    }
    let probe = ImageBatch(shape: battery.shape, values: Array(battery[family].inputs[0]))
    let weights = try run.directory.weights(run.configuration)
    let output = Predictor(run.configuration, parameters: weights, imageShape: battery.shape).predict(probe)
    let normalization = run.configuration.normalize
    return (
      normalization.restore(probe[0], shape: battery.shape),
      normalization.restore(output[0], shape: battery.shape)
    )
  }

  private func placement(_ cells: [[Cell?]]) -> InputPlacement {
    let inputs = cells.map { $0.map { $0?.input } }
    let byColumn = columns.indices.map { column in inputs.map { $0[column] } }
    if let single = Self.single(byColumn) { return .above(single) }
    if let single = Self.single(inputs) { return .before(single) }
    return .nowhere
  }

  /// The one picture of each line, nil for a line without any; nil if a line has several.
  private static func single(_ lines: [[Image?]]) -> [Image?]? {
    let present = lines.map { $0.compactMap { $0 } }
    guard present.allSatisfy({ line in line.allSatisfy { $0 == line[0] } }) else { return nil }
    return present.map(\.first)
  }
}
