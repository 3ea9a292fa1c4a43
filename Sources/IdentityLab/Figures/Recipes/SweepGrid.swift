import Nets

/// A user's own sweep as one labelled picture: rows and columns are two of its axes.
public struct SweepGrid {
  /// What stands in a cell.
  public enum Cell: String, CaseIterable, Sendable {
    /// The net's answer to one probe.
    case prediction
    /// Both correlations of a probe family, averaged over whatever else varies.
    case correlation
    /// The zone of those averages.
    case zone
  }

  private let plan: SweepPlan
  private let runs: [FigureRun]
  private let rowKey: ExperimentKey
  private let columnKey: ExperimentKey?
  private let family: ProbeFamily

  /// Gathers a sweep's finished runs.
  ///
  /// - Parameters:
  ///   - rows: the axis of the rows; nil takes the sweep's first.
  ///   - columns: that of the columns; nil takes the second or, for predictions of a sweep of one axis, the probes.
  /// - Throws: `LabError.missingInput` where no run is done, `LabError.badConfiguration` for an axis that the sweep
  ///   does not have.
  public init(
    plan: SweepPlan, store: RunStore, rows: ExperimentKey?, columns: ExperimentKey?, family: ProbeFamily
  ) throws(LabError) {
    self.plan = plan
    self.family = family
    runs = plan.runs.compactMap { try? FigureRun($0, store: store) }
    guard !runs.isEmpty else {
      throw .missingInput(what: "a finished run of sweep \(plan.name)", advice: "run the sweep first")
    }
    let keys = plan.axes.map(\.key)
    for (flag, key) in [("rows", rows), ("columns", columns)] {
      if let key, !keys.contains(key) {
        throw .badConfiguration(
          key: flag, found: key.flag,
          expected: keys.isEmpty
            ? "no axis: the sweep is one run"
            : "an axis of the sweep: "
              + keys.map(\.flag).joined(separator: ", "))
      }
    }
    if let rows, rows == columns {
      throw .badConfiguration(
        key: "columns", found: rows.flag, expected: "another axis than that of the rows")
    }
    rowKey = rows ?? keys.first { $0 != columns } ?? .depth
    columnKey = columns ?? keys.first { [rowKey] in $0 != rowKey && $0 != .seed }
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  public func figure(_ cell: Cell, factory: ExperimentFactory) throws(LabError) -> any RenderableFigure {
    let heading = FigureHeading(
      title: "Sweep \(plan.name)",
      subtitle: "\(runs.count) of \(plan.runs.count) runs done; trained on \(images)",
      source: "this laboratory")
    switch (cell, columnKey) {
    case (.prediction, nil):
      return try PredictionFigure(heading: heading, runs: runs).grid(factory: factory)
    case (.prediction, let key?):
      return try predictions(heading, key, factory)
    case (.correlation, _):
      return heatMap(
        heading,
        [
          values("correlation with identity", \.correlationWithIdentity),
          values("correlation with constant", \.correlationWithConstant),
        ])
    case (.zone, _):
      return heatMap(heading, [HeatMap.Panel(title: "zones", cells: .zones(zones))])
    }
  }

  /// The training images of all runs.
  private var images: String {
    runs.map(\.configuration.imageName).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: ", ")
  }

  private var rowValues: [String] { texts(of: rowKey) }
  private var columnValues: [String] { columnKey.map(texts) ?? [""] }

  /// The values of a setting in the order of the plan.
  private func texts(of key: ExperimentKey) -> [String] {
    plan.runs.map { $0.text(of: key) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// A value as the picture shows it: without the folders of an image file.
  private func shown(_ value: String, _ key: ExperimentKey?) -> String {
    key == .image ? ImageSpec.name(of: value) : value
  }

  private func members(_ row: String, _ column: String) -> [FigureRun] {
    runs.filter { run in
      run.configuration.text(of: rowKey) == row
        && (columnKey.map { run.configuration.text(of: $0) == column } ?? true)
    }
  }

  /// The first probe of the family (for digits and the like one that the net has not seen), first of the runs.
  private func predictions(
    _ heading: FigureHeading, _ key: ExperimentKey, _ factory: ExperimentFactory
  ) throws(LabError) -> ImageGrid {
    var rows: [ImageGrid.Row] = []
    var inputs = [Image?](repeating: nil, count: columnValues.count)
    for row in rowValues {
      var tiles: [Image?] = []
      for (place, column) in columnValues.enumerated() {
        guard let run = members(row, column).first else {
          tiles.append(nil)
          continue
        }
        let battery = try factory.makeExperiment(stored: run.configuration).data.battery
        let probe = ImageBatch(shape: battery.shape, values: Array(battery[family].inputs[0]))
        let weights = try run.directory.weights(run.configuration)
        let output = Predictor(run.configuration, parameters: weights, imageShape: battery.shape).predict(
          probe)
        let normalization = run.configuration.normalize
        let input = normalization.restore(probe[0], shape: battery.shape)
        guard inputs[place] == nil || inputs[place] == input else {
          throw .badConfiguration(
            key: "rows", found: "\(rowKey.flag), along which the input changes",
            expected: "that axis as --columns, which have an input each")
        }
        inputs[place] = input
        tiles.append(normalization.restore(output[0], shape: battery.shape))
      }
      rows.append(ImageGrid.Row(label: "\(rowKey.title) \(shown(row, rowKey))", tiles: tiles))
    }
    let inputRow = ImageGrid.Row(label: "input", tiles: inputs)
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle + "; answers to \(family.title)",
      columnLabels: columnValues.map { "\(key.title) \(shown($0, key))" }, inputRow: inputRow, rows: rows,
      footnote: "The first run of each cell; a hatched cell has none that is done.")
  }

  private func values(_ title: String, _ path: KeyPath<ProbeScore, Double?>) -> HeatMap.Panel {
    let cells = rowValues.map { row in columnValues.map { mean(members(row, $0), path) } }
    return HeatMap.Panel(
      title: title, cells: .values(cells, range: .unit, map: .sequential), printsValues: true)
  }

  private var zones: [[Zone?]] {
    rowValues.map { row in
      columnValues.map { column in
        let members = members(row, column)
        guard let first = members.first else { return nil }
        return Zone(
          correlationWithIdentity: mean(members, \.correlationWithIdentity),
          correlationWithConstant: mean(members, \.correlationWithConstant),
          threshold: first.configuration.zoneThreshold)
      }
    }
  }

  private func heatMap(_ heading: FigureHeading, _ panels: [HeatMap.Panel]) -> HeatMap {
    HeatMap(
      title: heading.title, subtitle: heading.subtitle + "; probe family \(family.title)",
      rowAxis: rowKey.title,
      columnAxis: columnKey?.title ?? "", rowLabels: rowValues.map { shown($0, rowKey) },
      columnLabels: columnValues.map { shown($0, columnKey) }, panels: panels,
      zoneThreshold: runs[0].configuration.zoneThreshold,
      undefinedMeaning: "no finished run, or a constant output, which has no correlation",
      footnote: "Means over all runs of a cell.")
  }

  private func mean(_ members: [FigureRun], _ path: KeyPath<ProbeScore, Double?>) -> Double? {
    let numbers = members.compactMap { $0.record.score(of: family)?[keyPath: path] }
    return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
  }

  /// What the picture carries about its making.
  public func metadata(_ cell: Cell, tileDigest: String) -> FigureMetadata {
    let configuration = FigureConfiguration(
      figure: "sweep \(plan.name)", picture: cell.rawValue, preset: "sweep",
      runs: runs.map(\.configuration.withoutFolders))
    return FigureMetadata(
      configuration: CanonicalJSON.compact(configuration), version: LabVersion.current, tileDigest: tileDigest
    )
  }
}
