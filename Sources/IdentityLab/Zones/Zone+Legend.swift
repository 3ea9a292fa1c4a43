import LabBase
import LabDrawing

extension Zone {
  /// The zone of a cell; none where a correlation is not defined, for it cannot be told from a low one then.
  init?(drawnOf identity: Double?, _ constant: Double?, threshold: Double) {
    guard identity != nil, constant != nil else { return nil }
    self.init(correlationWithIdentity: identity, correlationWithConstant: constant, threshold: threshold)
  }

  /// What the zone means, in the words of a legend.
  var legend: String {
    switch self {
    case .a: "both correlations high"
    case .b: "identity only: generalisation"
    case .c: "neither: hallucination"
    case .d: "constant only: memorisation"
    }
  }

  /// All zones as the categories of a heat map, in their order.
  static var categories: [HeatMap.Category] {
    allCases.map { HeatMap.Category(symbol: $0.rawValue, legend: $0.legend, color: $0.color) }
  }

  /// The sentence under the legend of zones.
  static func note(threshold: Double) -> String {
    "High: a correlation of at least \(NumberText.short(threshold))."
  }

  /// Cells of zones as places in ``categories``.
  static func places(of zones: [[Zone?]]) -> [[Int?]] {
    zones.map { row in row.map { zone in zone.flatMap { allCases.firstIndex(of: $0) } } }
  }

  /// The zone's colour: apart from the others, from white and from hatching for every kind of colour vision, also where
  /// it is drawn paler.
  var color: Color {
    switch self {
    case .a: Color(0x8FCFB8)
    case .b: Color(0x56B4E9)
    case .c: Color(0xFBE9A0)
    case .d: Color(0xE69F00)
    }
  }
}
