import LabBase
import LabDrawing
import LabFigures
import LabRuns
import LabStatistics

/// What stands in the cells of a sweep's grid.
package struct ReconstructionCell: GridCell {
  /// The kinds of cell.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// The net's answer to a probe.
    case prediction
    /// Both correlations, means over seeds.
    case correlation
    /// The standard deviation of both correlations over seeds.
    case deviation
    /// The zone of the mean correlations.
    case zone
    /// The loss that training ended with, mean over seeds.
    case loss
    /// The updates that training took, mean over seeds.
    case steps

    /// Whether it depends on what nets are asked about.
    package var isOfProbes: Bool { self != .loss && self != .steps }
  }

  /// What is drawn.
  package let cell: Kind
  /// What nets are asked about; nil takes the family of the runs' zones, or where columns are free all families.
  package let probes: [GridProbe]?

  /// Describes a cell.
  package init(_ cell: Kind, probes: [GridProbe]? = nil) {
    self.cell = cell
    self.probes = probes
  }

  /// What is drawn, in words.
  package var title: String { cell.rawValue }

  /// Draws a grid of such cells; predictions of a sweep without columns have the probes as columns.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  package func draw(
    _ grid: SweepGrid<ReconstructionLab>, lab: ReconstructionLab
  ) throws(LabError) -> any RenderableFigure {
    let probes = probes ?? [.family(grid.subject.planned[0].probes.zoneFamily)]
    let asker = ProbeAsker(lab: lab, threads: grid.threads)
    let mean = grid.seeds.map { "mean over \($0)" } ?? "a run a cell"
    switch cell {
    case .prediction:
      return try AnswerGrid(grid, probes: self.probes, asker: asker).figure()
    case .loss:
      return try grid.heatMap(
        [
          GridMeasure("final loss", scale: .logarithmic(ValueRange(1e-8, 10))) {
            $0.map(\.record.finalLoss).definedMean
          }
        ],
        remarks: [mean], undefined: "no finite loss")
    case .steps:
      return try grid.heatMap(
        [
          GridMeasure("steps until training ended", scale: .logarithmic(ValueRange(1, 1e6))) {
            $0.map { Double($0.record.steps) }.definedMean
          }
        ], remarks: [mean], undefined: "no steps")
    case .correlation:
      let measures = probes.flatMap { probe in
        asker.correlations(of: probe).map { title, value in
          GridMeasure(title, scale: .linear(ValueRange(-1, 1), .diverging)) { runs throws(LabError) in
            try Self.values(runs, value).definedMean
          }
        }
      }
      return try grid.heatMap(
        measures, remarks: ["correlation with identity and with constant, \(mean)"],
        undefined: Self.noCorrelation)
    case .deviation:
      let measures = probes.flatMap { probe in
        asker.correlations(of: probe).map { title, value in
          GridMeasure(title, scale: .linear(ValueRange(0, 0.5), .sequential)) { runs throws(LabError) in
            SampleSummary(try Self.values(runs, value)).standardDeviation
          }
        }
      }
      return try grid.heatMap(
        measures,
        remarks: [
          "standard deviation of the correlations with identity and with constant over \(grid.seeds ?? "one seed a cell")"
        ],
        undefined: "fewer than two fitted runs with a correlation, which have no deviation")
    case .zone: return try zones(grid, probes, asker, mean)
    }
  }

  private static let noCorrelation = "a constant output, which has no correlation"

  private static func values(
    _ runs: [ReconstructionRun], _ value: (ReconstructionRun) throws(LabError) -> Double?
  ) throws(LabError) -> [Double?] {
    var values: [Double?] = []
    for run in runs { values.append(try value(run)) }
    return values
  }

  private func zones(
    _ grid: SweepGrid<ReconstructionLab>, _ probes: [GridProbe], _ asker: ProbeAsker, _ mean: String
  ) throws(LabError) -> HeatMap {
    let measures = probes.map { probe in
      let correlations = asker.correlations(of: probe)
      return GridMeasure<ReconstructionLab>("zone on \(probe.title)", scale: .categories) {
        runs throws(LabError) in
        let zone = Zone(
          drawnOf: try Self.values(runs, correlations[0].value).definedMean,
          try Self.values(runs, correlations[1].value).definedMean,
          threshold: runs[0].configuration.zoneThreshold)
        return zone.flatMap { Zone.allCases.firstIndex(of: $0) }.map { Double($0) }
      }
    }
    var map = try grid.heatMap(measures, remarks: ["zones of the \(mean)"], undefined: Self.noCorrelation)
    let thresholds = grid.subject.planned.map(\.zoneThreshold).distinct
    map.categories = Zone.categories
    map.categoryNote =
      thresholds.count == 1
      ? Zone.note(threshold: thresholds[0]) : "High: a correlation of at least the cell's zone threshold."
    return map
  }
}
