import LabBase
import LabDrawing
import LabFigures
import LabImages

/// Answers of the nets in a table's cells: a row for each of its rows, and for each of its columns a tile a family.
///
/// What a net's first weights leave in its answers is seen here and not in a mean correlation.
struct TableTiles {
  /// Which seeds the tiles are of.
  let seeds: ShownSeeds<ReconstructionLab>
  private let table: ReconstructionTable
  private let families: [ProbeFamily]
  private let context: ReconstructionContext

  /// Prepares the answers to the first image of each of some families.
  init(table: ReconstructionTable, families: [ProbeFamily], context: ReconstructionContext) {
    self.table = table
    self.families = families
    self.context = context
    seeds = ShownSeeds(table.cells(\.first).joined().compactMap(\.self))
  }

  /// Asks the first run of every cell that counts; a cell without one is hatched.
  ///
  /// - Throws: `LabError` where weights or data are not there, or the nets are of several images.
  func grid() throws(LabError) -> ImageGrid {
    guard let first = context.runs.first, Set(context.runs.map(\.configuration.dataDigest)).count == 1 else {
      throw .badConfiguration(
        key: "tiles", found: "nets that are shown different images", expected: "one training image and size")
    }
    let asker = ProbeAsker(lab: context.lab, threads: context.threads)
    let probes = families.map(GridProbe.family)
    var inputs: [Image] = []
    for probe in probes { inputs.append(try asker.input(of: first.configuration, to: probe)) }
    var rows: [ImageGrid.Row] = []
    for (row, label) in zip(table.rows, table.rowLabels) {
      var line = ImageGrid.Row(label: label, tiles: [])
      for column in table.columns {
        if let run = table.members(row, column).first {
          let answers = try asker.firstAnswers(run, to: probes)
          line.tiles += families.indices.map { answers.output($0) }
          if let remark = seeds.remark(on: run) {
            line.scores.append(.init(label: remark, columns: line.tiles.indices.suffix(families.count)))
          }
        } else {
          line.tiles += families.map { _ in nil }
        }
      }
      rows.append(line)
    }
    let key = table.columnKey
    return ImageGrid(
      title: "", columnLabels: table.columns.flatMap { _ in families.map(\.title) },
      columnGroups: zip(table.columns.indices, table.columnLabels).map { index, label in
        ImageGrid.ColumnGroup(
          label: key.map { "\($0.title) \(label)" } ?? label,
          columns: index * families.count..<(index + 1) * families.count)
      },
      inputRow: ImageGrid.Row(label: "input", tiles: table.columns.flatMap { _ in inputs }), rows: rows,
      tileSize: .fit(FigureStyle.tileSide))
  }
}

extension ProbeAsker {
  /// The answers of a run's net to the first image of each of some probes.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  fileprivate func firstAnswers(
    _ run: ReconstructionRun, to probes: [GridProbe]
  ) throws(LabError) -> Answers {
    var values: [Float] = []
    var labels: [String] = []
    for probe in probes {
      let inputs = try inputs(of: run.configuration, to: probe)
      values += inputs.images[0]
      labels += inputs.labels.prefix(1)
    }
    return try answers(
      run, to: .init(shape: run.configuration.imageShape, values: values), labels: labels)
  }
}
