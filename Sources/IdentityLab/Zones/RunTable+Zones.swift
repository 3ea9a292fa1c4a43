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
  static func correlationPanels(
    of tables: [(title: String?, table: ReconstructionTable)], _ family: ProbeFamily
  ) -> [HeatMap.Panel] {
    let quantities: [(title: String, value: (ReconstructionRun) -> Double?)] = [
      ("correlation with identity", { $0.record.score(of: family)?.correlationWithIdentity }),
      ("correlation with constant", { $0.record.score(of: family)?.correlationWithConstant }),
    ]
    let all = tables.flatMap { part in
      quantities.map { quantity in
        (
          title: [quantity.title, part.title].compactMap(\.self).joined(separator: "\n"), part.table,
          quantity.value
        )
      }
    }
    var panels = CorrelationScale.panels(all.map { ($0.title, $0.1.means($0.2)) })
    for (index, (_, table, value)) in all.enumerated() {
      panels[index].deviations = table.cells { SampleSummary($0.map(value)).standardDeviation }
    }
    return panels
  }
}
