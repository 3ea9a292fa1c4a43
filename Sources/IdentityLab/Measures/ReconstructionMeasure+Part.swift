extension ReconstructionMeasure.Part {
  /// The mean; nil where it is undefined.
  func value(of decomposition: Decomposition) -> Double? {
    switch self {
    case .identity: decomposition.identity
    case .constant: decomposition.constant
    case .constantMagnitude: decomposition.constantMagnitude
    case .residual: decomposition.residual
    }
  }

  /// The number in words.
  var title: String {
    switch self {
    case .identity: "a (part of the identity)"
    case .constant: "b (part of the constant)"
    case .constantMagnitude: "|b| (part of the constant, without its sign)"
    case .residual: "share of the answer that is of neither"
    }
  }
}
