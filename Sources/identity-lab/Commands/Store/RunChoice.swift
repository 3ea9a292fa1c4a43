import ArgumentParser
import LabBase
import LabIndex
import LabRuns

/// Which stored runs something is done with: `--where` and `--lab`.
struct RunChoice: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: "Only these runs, such as 'depth>5 and loss<1e-3' or 'not (state=fitted or init=torch)'.")
  var condition: String?

  @Option(help: "Only the runs of this laboratory: \(LabName.list). (default: all)")
  var lab: LabName?

  /// The laboratories that know what is asked for.
  ///
  /// - Throws: `LabError` where none knows it.
  func labs() throws(LabError) -> [LabName] {
    try LabName.knowing(among: lab.map { [$0] } ?? LabName.allCases) { lab throws(LabError) in try check(lab)
    }
  }

  private func check<L: ProgramLab>(_: L.Type) throws(LabError) { _ = try filter(of: L.self) }

  /// The choice among a laboratory's runs; nil for all.
  func filter<L: ProgramLab>(of _: L.Type = L.self) throws(LabError) -> RunFilter<L>? {
    guard let condition else { return nil }
    return try RunFilter(condition)
  }

  /// The keys of a laboratory's chosen runs, in their order.
  func keys<L: ProgramLab>(of _: L.Type, in index: RunIndex) throws -> [String] {
    let filter = try filter(of: L.self)
    let rows = try index.rows(of: L.self, RunColumns(filter?.quantities ?? []))
    return rows.filter { filter?.accepts($0) ?? true }.map(\.runKey)
  }
}
