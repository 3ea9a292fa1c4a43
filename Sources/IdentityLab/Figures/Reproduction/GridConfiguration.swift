/// What a grid of a sweep is drawn from.
public struct GridConfiguration: Codable, Equatable, Sendable {
  /// The sweep's name.
  public let sweep: String
  /// What stands in the cells.
  public let cell: SweepGrid.Cell
  /// The probe family that the cells are about.
  public let probe: ProbeFamily
  /// The axis of the rows.
  public let rows: ExperimentKey
  /// The axis of the columns; nil where they are the probes.
  public let columns: ExperimentKey?
  /// The runs that were done, in the sweep's order.
  public let runs: [ExperimentConfiguration]
  /// All runs of the sweep, nil where all were done.
  ///
  /// The cells of those that were not are hatched.
  public let planned: [ExperimentConfiguration]?
}
