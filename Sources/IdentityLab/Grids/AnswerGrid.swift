import LabBase
import LabDrawing
import LabFigures
import LabImages
import LabRuns

/// The answers of a sweep's nets as tiles, a cell a net, beside what the nets were shown.
///
/// Where no setting is along the columns the probes are. A cell whose runs did not train, or are not done, has no
/// answer and says why.
struct AnswerGrid {
  private let grid: SweepGrid<ReconstructionLab>
  private let probes: [GridProbe]
  private let asker: ProbeAsker

  /// Lays a grid out.
  ///
  /// - Parameter probes: what nets are asked about; nil takes the digits or, where probes are the columns, every family.
  init(_ grid: SweepGrid<ReconstructionLab>, probes: [GridProbe]?, asker: ProbeAsker) {
    let source = grid.subject.planned[0].probes
    self.grid = grid
    self.asker = asker
    self.probes =
      probes ?? (grid.axes.columns.isEmpty ? source.families : [source.zoneFamily]).map { .family($0) }
  }

  /// A block of rows under a heading, with what its nets were shown.
  private struct Section {
    var title: String?
    var labels: [String]
    var input: ImageGrid.Row?
    var rows: [ImageGrid.Row]
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  func figure() throws(LabError) -> ImageGrid {
    let isOfProbes = grid.axes.columns.isEmpty
    var sections: [Section] = []
    for facet in grid.facets {
      if isOfProbes {
        sections += try probeSections(facet)
      } else {
        for probe in probes { sections.append(try columnSection(facet, probe)) }
      }
    }
    guard let labels = sections.map(\.labels).max(by: { $0.count < $1.count }),
      sections.allSatisfy({ $0.labels.count == labels.count })
    else {
      throw .badConfiguration(
        key: "image", found: "images whose probes are not of the same kinds",
        expected: "grey images, or colour images, in one picture; choose runs with --where")
    }
    let heading = grid.heading(try remarks())
    let only = sections.count == 1 ? sections[0] : nil
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle, columnLabels: labels,
      columnGroups: isOfProbes ? try groups(sections) : [], inputRow: only?.input,
      rows: only?.rows ?? sections.flatMap(rows), tileSize: .fit(FigureStyle.tileSide), footnote: footnote)
  }

  private func rows(_ section: Section) -> [ImageGrid.Row] {
    var rows = (section.input.map { [$0] } ?? []) + section.rows
    rows[0].section = section.title
    return rows
  }
}

extension AnswerGrid {
  /// A column for each value of the grid's columns, all of one probe.
  private func columnSection(_ facet: GridPlace, _ probe: GridProbe) throws(LabError) -> Section {
    var inputs: [[Image?]] = []
    var rows: [ImageGrid.Row] = []
    for (place, label) in zip(grid.rows, grid.names(of: grid.rows, grid.axes.rows)) {
      var row = ImageGrid.Row(label: label, tiles: [])
      var line: [Image?] = []
      for (index, column) in grid.columns.enumerated() {
        let cell = grid.runs(facet: facet, row: place, column: column)
        line.append(
          try cell.runs.first.map { run throws(LabError) in try asker.input(of: run.configuration, to: probe)
          })
        row.tiles.append(
          try cell.counted.first.map { run throws(LabError) in try asker.answers(run, to: [probe]).output(0) }
        )
        row.tileLabels.append(word(of: cell))
        if cell.gap?.isHatched == false { row.blanks.insert(index) }
      }
      inputs.append(line)
      rows.append(row)
    }
    var section = Section(
      title: [grid.title(of: facet), "asked about \(try name(of: probe))"].compactMap(\.self)
        .joined(separator: "; "),
      labels: grid.names(of: grid.columns, grid.axes.columns), input: nil, rows: rows)
    place(inputs, in: &section)
    return section
  }

  /// What is shown of a probe, such as `digits: digit 0`.
  private func name(of probe: GridProbe) throws(LabError) -> String {
    let configuration = grid.subject.runs[0].configuration
    let label = try asker.inputs(of: configuration, to: probe).labels[0]
    return label == probe.title ? label : "\(probe.title): \(label)"
  }

  /// Nets of different images or sizes are shown different pictures: a row of them over the answers where each column
  /// has one, a column before the answers where each row has one.
  private func place(_ inputs: [[Image?]], in section: inout Section) {
    let byColumn = grid.columns.indices.map { column in inputs.map { $0[column] } }
    if let single = Self.single(byColumn) {
      section.input = ImageGrid.Row(label: "input", tiles: single)
      section.input?.blanks = Set(single.indices.filter { single[$0] == nil })
    } else if let single = Self.single(inputs) {
      section.labels = ["input"] + section.labels
      for index in section.rows.indices {
        section.rows[index].tiles.insert(single[index], at: 0)
        section.rows[index].tileLabels.insert(nil, at: 0)
        section.rows[index].blanks = Set(section.rows[index].blanks.map { $0 + 1 })
        if single[index] == nil { section.rows[index].blanks.insert(0) }
      }
    }
  }

  /// The one picture of each line, nil for a line without any; nil if a line has several.
  private static func single(_ lines: [[Image?]]) -> [Image?]? {
    let present = lines.map { $0.compactMap { $0 } }
    guard present.allSatisfy({ line in line.allSatisfy { $0 == line[0] } }) else { return nil }
    return present.map(\.first)
  }
}

extension AnswerGrid {
  /// Nets that were shown the same pictures stand together, below them.
  private func probeSections(_ facet: GridPlace) throws(LabError) -> [Section] {
    var sections: [(digest: String, section: Section)] = []
    for (place, label) in zip(grid.rows, grid.names(of: grid.rows, grid.axes.rows)) {
      let cell = grid.runs(facet: facet, row: place, column: grid.columns[0])
      guard let first = cell.planned.first else { continue }
      if sections.last?.digest != first.dataDigest {
        sections.append((first.dataDigest, try probeSection(facet, first)))
      }
      let count = sections[sections.count - 1].section.labels.count
      let answers = try cell.counted.first.map { run throws(LabError) in try asker.answers(run, to: probes) }
      var row = ImageGrid.Row(
        label: label, tiles: (0..<count).map { answers?.output($0) }, caption: caption(cell))
      if cell.gap?.isHatched == false { row.blanks = Set(0..<count) }
      sections[sections.count - 1].section.rows.append(row)
    }
    return sections.map(\.section)
  }

  private func probeSection(
    _ facet: GridPlace, _ configuration: ReconstructionConfiguration
  ) throws(LabError) -> Section {
    var labels: [String] = []
    var tiles: [Image] = []
    for probe in probes {
      let inputs = try asker.inputs(of: configuration, to: probe)
      labels += inputs.labels
      tiles += (0..<inputs.images.count).map {
        configuration.normalize.restore(inputs.images[$0], shape: inputs.images.shape)
      }
    }
    let isOneImage = Set(grid.subject.planned.map(\.dataDigest)).count == 1
    let trained =
      "trained on \(configuration.subject), \(configuration.text(of: .size).replacing("x", with: "×")) pixels"
    let title = [grid.title(of: facet), isOneImage ? nil : trained].compactMap(\.self).joined(separator: "; ")
    return Section(
      title: title.isEmpty ? nil : title, labels: labels,
      input: ImageGrid.Row(
        label: "input", tiles: tiles, caption: "mean correlation with\nidentity · constant"),
      rows: [])
  }

  private func groups(_ sections: [Section]) throws(LabError) -> [ImageGrid.ColumnGroup] {
    var groups: [ImageGrid.ColumnGroup] = []
    var start = 0
    for probe in probes {
      let count = try asker.inputs(of: grid.subject.runs[0].configuration, to: probe).labels.count
      if count > 1 {
        groups.append(ImageGrid.ColumnGroup(label: probe.title, columns: start..<start + count))
      }
      start += count
    }
    return start == sections[0].labels.count ? groups : []
  }

  /// The correlations of a row, means over its fitted seeds, or why there are none.
  private func caption(_ cell: GridRuns<ReconstructionLab>) -> String? {
    if let gap = cell.gap { return gap.word }
    let named = probes.compactMap { probe in if case .family(let family) = probe { family } else { nil } }
    let usual: [ProbeFamily] = [.natural, .digits, .fashion, .uniformNoise]
    let families = named.count > 4 ? usual.filter(named.contains) : named
    let group = ReconstructionGroup(runs: cell.counted)
    let lines = families.map { family in
      let parts = [\ProbeScore.correlationWithIdentity, \.correlationWithConstant].map { path in
        group.statistic { $0.record.score(of: family)?[keyPath: path] }
          .map { NumberText.fixed($0.mean, decimals: 2) } ?? "–"
      }
      return "\(family.title) \(parts.joined(separator: " · "))"
    }
    let left = cell.isPartial ? "\(cell.counted.count) of \(cell.planned.count) runs shown" : nil
    let seed = word(of: cell).map { "\($0) shown" }
    return (lines + [left, seed].compactMap(\.self)).joined(separator: "\n")
  }
}

extension AnswerGrid {
  /// The seed that most cells show: that of the first run of each.
  private var usualSeed: UInt64 { grid.subject.planned[0].seed }

  /// What stands under a tile: why there is none, or a seed that is not the usual one.
  private func word(of cell: GridRuns<ReconstructionLab>) -> String? {
    if let gap = cell.gap { return gap.word }
    guard grid.seeds != nil, let seed = cell.counted.first?.configuration.seed, seed != usualSeed else {
      return nil
    }
    return "seed \(seed)"
  }

  private func remarks() throws(LabError) -> [String] {
    var asked = "answers to the probes over the columns"
    if !grid.axes.columns.isEmpty {
      var names: [String] = []
      for probe in probes { names.append(try name(of: probe)) }
      asked = "answers to one picture of each probe, \(names.joined(separator: ", "))"
    }
    guard let seeds = grid.seeds else { return [asked] }
    let count = Set(grid.subject.planned.map(\.seed)).count
    let others = cells.contains { $0.gap == nil && word(of: $0) != nil }
    return [
      asked,
      count > 1
        ? "seed \(usualSeed) of \(seeds) shown"
          + (others ? ", or the first that trained, which is named" : "")
        : seeds,
    ]
  }

  private var cells: [GridRuns<ReconstructionLab>] {
    grid.facets.flatMap { facet in
      grid.rows.flatMap { row in grid.columns.map { grid.runs(facet: facet, row: row, column: $0) } }
    }
  }

  private var footnote: String? {
    let notes = [
      grid.axes.columns.isEmpty
        ? "Right of each row: means over the images of a family and the seeds that trained." : nil,
      cells.contains { $0.gap != nil }
        ? "A hatched place has runs, but none that trained; a blank one has none that is done." : nil,
    ]
    let text = notes.compactMap(\.self).joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}
