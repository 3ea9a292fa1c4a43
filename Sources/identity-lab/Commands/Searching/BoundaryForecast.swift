import LabSweeps

/// What `boundary --dry-run` prints.
struct BoundaryForecast: PrintedReport {
  let schema = OutputSchema.boundaryForecast
  private let forecast: SweepForecast
  private let columns: Int
  private let grid: Int

  private enum CodingKeys: String, CodingKey { case columns, grid }

  init<L: ProgramLab>(_ boundary: Boundary<L>, _ forecast: SweepForecast) {
    self.forecast = forecast
    columns = boundary.columns([:]).count
    grid = boundary.grid.count
  }

  func encode(to encoder: any Encoder) throws {
    try forecast.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(columns, forKey: .columns)
    try container.encode(grid, forKey: .grid)
  }

  var lines: [String] {
    [
      "boundary \(forecast.name): \(Terminal.count(columns, "column")), \(Terminal.count(forecast.runs, "run")) where "
        + "each crosses once, of \(grid) of the full grid"
    ] + forecast.lines
  }
}
