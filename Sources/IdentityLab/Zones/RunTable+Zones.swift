import LabBase
import LabDrawing
import LabFigures

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

  /// Both correlations of a family as two tables of one scale.
  func correlationPanels(of family: ProbeFamily) -> [HeatMap.Panel] {
    CorrelationScale.panels([
      ("correlation with identity", means { $0.record.score(of: family)?.correlationWithIdentity }),
      ("correlation with constant", means { $0.record.score(of: family)?.correlationWithConstant }),
    ])
  }
}
