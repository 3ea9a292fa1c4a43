/// The relative error of a vector in the Euclidean norm.
enum RelativeError {
  /// ‖values − reference‖/‖reference‖; 0 if both are zero, nil if only the reference is or a value is not finite.
  static func of(_ values: [Float], reference: [Double]) -> Double? {
    precondition(values.count == reference.count, "\(values.count) values against \(reference.count)")
    var difference = 0.0
    var norm = 0.0
    for (value, expected) in zip(values, reference) {
      difference += (Double(value) - expected) * (Double(value) - expected)
      norm += expected * expected
    }
    if difference == 0 { return 0 }
    let error = (difference / norm).squareRoot()
    // ∞/∞ is no number either, but x/∞ would pass for an agreement.
    return error.isFinite && norm.isFinite ? error : nil
  }
}
