extension Zone {
  /// The zone of a cell; none where neither correlation is defined, for nothing is known of the output then.
  init?(drawnOf identity: Double?, _ constant: Double?, threshold: Double) {
    guard identity != nil || constant != nil else { return nil }
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

  /// The zone's colour, apart from the others for every kind of colour vision.
  var color: Color {
    switch self {
    case .a: Color(0x8FCFB8)
    case .b: Color(0x56B4E9)
    case .c: Color(0xDCDCDC)
    case .d: Color(0xE69F00)
    }
  }
}
