import LabDrawing
import LabRuns

/// Why a cell of a grid has nothing to show.
package enum GridGap: Equatable, Sendable {
  /// The sweep has no such run.
  case notPlanned
  /// No run of the cell is done.
  case notDone
  /// Those that are done all ended so.
  case unfitted(TrainingOutcome)
  /// Those that are done ended in several ways, none of them fitted.
  case several
  /// There are fitted runs, but they do not have the number that is drawn.
  case undefined

  /// All of them, in the order of legends.
  package static let all: [GridGap] = [
    .unfitted(.plateau), .unfitted(.descending), .unfitted(.diverged), .several, .undefined, .notDone,
    .notPlanned,
  ]

  /// A word or two, for a place under a tile.
  package var word: String {
    switch self {
    case .notPlanned: "not in the sweep"
    case .notDone: "not done"
    case .unfitted(let outcome): outcome.rawValue
    case .several: "none trained"
    case .undefined: "undefined"
    }
  }

  /// Whether runs are there that are no findings; what is not there is blank instead.
  package var isHatched: Bool {
    switch self {
    case .notPlanned, .notDone, .undefined: false
    case .unfitted, .several: true
    }
  }

  /// The gap as a heat map shows and explains it.
  ///
  /// - Parameter undefined: why fitted runs may not have the number.
  package func absence(undefined: String) -> HeatMap.Absence {
    let (symbol, legend) =
      switch self {
      case .notPlanned: ("", "not in the sweep")
      case .notDone: ("–", "not done")
      case .unfitted(let outcome): (outcome.symbol, "did not train: \(outcome.rawValue), \(outcome.meaning)")
      case .several: ("m", "did not train, in more than one way")
      case .undefined: ("n/a", undefined)
      }
    return HeatMap.Absence(symbol: symbol, legend: legend, isHatched: isHatched)
  }
}

extension TrainingOutcome {
  /// A few letters for a small cell.
  fileprivate var symbol: String {
    switch self {
    case .fitted: "f"
    case .plateau: "pl"
    case .descending: "de"
    case .diverged: "di"
    }
  }
}
