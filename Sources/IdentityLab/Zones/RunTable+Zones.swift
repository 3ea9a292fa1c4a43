import LabBase
import LabDrawing
import LabFigures
import LabStatistics

extension RunTable<ReconstructionLab> {
  /// The zone of each cell's mean correlations on a probe family; nil where there is no run or no number.
  func zones(of family: ProbeFamily) -> [[Zone?]] {
    cells { members in
      members.first.flatMap { first in
        Zone(
          drawnOf: members.map { $0.record.score(of: family)?.correlationWithIdentity }.definedMean,
          members.map { $0.record.score(of: family)?.correlationWithConstant }.definedMean,
          threshold: first.configuration.zoneThreshold)
      }
    }
  }

  /// Both correlations of a family as two tables of one scale, with their standard deviations over a cell's runs.
  func correlationPanels(of family: ProbeFamily) -> [HeatMap.Panel] {
    let quantities: [(title: String, value: (ReconstructionRun) -> Double?)] = [
      ("correlation with identity", { $0.record.score(of: family)?.correlationWithIdentity }),
      ("correlation with constant", { $0.record.score(of: family)?.correlationWithConstant }),
    ]
    var panels = CorrelationScale.panels(quantities.map { ($0.title, means($0.value)) })
    for (index, quantity) in quantities.enumerated() {
      panels[index].deviations = cells { SampleSummary($0.map(quantity.value)).standardDeviation }
    }
    return panels
  }
}
