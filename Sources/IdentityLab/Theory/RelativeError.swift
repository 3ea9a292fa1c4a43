import LabFigures

/// The relative error of a vector in the Euclidean norm.
enum RelativeError {
  /// ‖values − reference‖/‖reference‖; 0 if both are zero, infinite if only the reference is.
  static func of(_ values: [Float], reference: [Double]) -> Double {
    precondition(values.count == reference.count, "\(values.count) values against \(reference.count)")
    var difference = 0.0
    var norm = 0.0
    for (value, expected) in zip(values, reference) {
      difference += (Double(value) - expected) * (Double(value) - expected)
      norm += expected * expected
    }
    return difference == 0 ? 0 : (difference / norm).squareRoot()
  }
}
