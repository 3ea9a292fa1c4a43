import LabBase
import LabRuns

/// Which settings of a sweep are a grid's rows, columns and facets; together with the seed they are all that vary.
package struct GridAxes: Codable, Equatable, Sendable {
  /// The settings of the rows, at least one.
  package let rows: [SettingKey]
  /// The settings of the columns; none for one column, or where the cells decide what columns are.
  package let columns: [SettingKey]
  /// The settings whose values have a table each.
  package let facets: [SettingKey]

  /// Most tables that a picture has.
  package static let mostFacets = 36

  /// Names the axes.
  package init(rows: [SettingKey], columns: [SettingKey] = [], facets: [SettingKey] = []) {
    self.rows = rows
    self.columns = columns
    self.facets = facets
  }

  /// All of them.
  var all: [SettingKey] { rows + columns + facets }

  /// Completes a user's choice: what varies and is not chosen goes to the rows and columns that are left open, and then
  /// to the facets; only the seed, unless it is chosen, is averaged over.
  ///
  /// - Parameters:
  ///   - choice: nil where nothing is said.
  ///   - subject: the runs of the picture.
  /// - Throws: `LabError.badConfiguration` for a setting that no run varies in, one that is chosen twice, or so many
  ///   facets that nobody could read them.
  static func completed<L: FigureLab>(
    _ choice: (rows: [SettingKey]?, columns: [SettingKey]?, facets: [SettingKey]?),
    of subject: SweepSubject<L>
  ) throws(LabError) -> (axes: GridAxes, varying: VaryingSettings<L.Configuration>) {
    let table = L.Configuration.settings
    let chosen = (choice.rows ?? []) + (choice.columns ?? []) + (choice.facets ?? [])
    let varying = VaryingSettings(subject.planned, first: chosen + subject.planAxes + [.seed])
    let possible = (varying.axes + varying.followers + subject.planAxes).distinct
    for (option, keys) in [("rows", choice.rows), ("columns", choice.columns), ("facets", choice.facets)] {
      for key in keys ?? [] where !possible.contains(key) {
        let flags = table.keys.filter(possible.contains).map { table[$0].flag }
        throw .badConfiguration(
          key: option, found: table[key].flag,
          expected: flags.isEmpty
            ? "no axis: nothing varies in these runs"
            : "an axis of the sweep: " + flags.joined(separator: ", "))
      }
    }
    if let twice = chosen.first(where: { key in chosen.count { $0 == key } > 1 }) {
      throw .badConfiguration(
        key: "axes", found: "\(table[twice].flag) twice",
        expected: "each axis once, in rows, columns or facets")
    }
    var rest = varying.axes.filter { !chosen.contains($0) && $0 != .seed }
    func next() -> [SettingKey] { rest.isEmpty ? [] : [rest.removeFirst()] }
    let rows = choice.rows ?? next()
    let columns = choice.columns ?? next()
    let free = [table.principal, .seed] + possible + table.keys
    let principal = free.first { !chosen.contains($0) } ?? table.principal
    let axes = GridAxes(
      rows: rows.isEmpty ? [principal] : rows, columns: columns, facets: (choice.facets ?? []) + rest)
    let facets = Set(subject.planned.map { run in axes.facets.map { run.text(of: $0) } }).count
    guard facets <= mostFacets else {
      let flags = axes.facets.map { table[$0].flag }.joined(separator: ", ")
      throw .badConfiguration(
        key: "facets", found: "\(facets) tables, one for each combination of \(flags)",
        expected: "at most \(mostFacets): choose runs with --where, or more axes with --rows and --columns")
    }
    return (axes, varying)
  }
}
