import ArgumentParser
import LabBase
import LabRuns

/// Which runs are listed, in which order.
struct QueryOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: "Only these runs, such as 'depth>5 and loss<1e-3' or 'not (state=fitted or init=torch)'.")
  var condition: String?

  @Option(parsing: .unconditional, help: "Sort by a quantity, rising; -loss: falling.")
  var sort: String?

  /// Requires that a laboratory knows what is asked for.
  ///
  /// - Throws: `LabError.badConfiguration` where it does not.
  func check<L: ProgramLab>(_: L.Type) throws(LabError) {
    _ = try filter(of: L.self)
    _ = try order(of: L.self)
  }

  /// The choice; nil for all.
  func filter<L: ProgramLab>(of _: L.Type = L.self) throws(LabError) -> RunFilter<L>? {
    guard let condition else { return nil }
    return try RunFilter(condition)
  }

  /// The order; nil for the usual one.
  func order<L: ProgramLab>(of _: L.Type = L.self) throws(LabError) -> RunOrder<L>? {
    guard let sort else { return nil }
    return try RunOrder(sort)
  }
}
