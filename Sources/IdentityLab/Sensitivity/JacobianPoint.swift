import LabBase
import Nets

/// J = ∂f/∂x of a net at one image x of n numbers, as its decompositions describe it.
///
/// x̂ is the (first) training image; images are standardised, as nets see them.
package struct JacobianPoint: Codable, Equatable, Sendable {
  /// Pairs of singular vectors that are kept, or as many as there are.
  package static let keptVectors = 8

  /// What x is.
  package let name: String
  /// x, C · H · W values.
  package let input: PackedFloats
  /// f(x).
  package let answer: PackedFloats
  /// All n singular values, largest first.
  package let singularValues: [Double]
  /// The leading right singular vectors, of unit length, what x changes by: the entry of largest magnitude is positive.
  package let rightVectors: [PackedFloats]
  /// The left ones: what f(x) then changes by, σ times.
  package let leftVectors: [PackedFloats]
  /// The eigenvalue of largest modulus; of a complex pair the one of positive imaginary part.
  package let eigenvalue: Eigenvalues.Value
  /// How many eigenvalues have a modulus above 1.
  package let growingEigenvalues: Int
  /// tr J / n: 1 of the identity, 0 of a constant.
  package let trace: Double
  /// ‖J − I‖ / ‖I‖, both Frobenius norms: 0 of the identity, 1 of a constant.
  package let distanceFromIdentity: Double
  /// ‖J x̂‖ / ‖x̂‖; nil where x̂ is zero.
  package let trainingGain: Double?
  /// The cosine of J x̂ and x̂; nil where one is zero.
  package let trainingCosine: Double?
  /// ‖f(x) − x‖ / ‖x‖; nil where x is zero.
  package let residual: Double?
  /// xᵀJx / xᵀx; nil where x is zero.
  package let along: Double?
  /// The spectral radius across x: of PJP, P = I − xxᵀ/xᵀx; nil where x is no fixed point.
  package let across: Double?
  /// Whether x attracts.
  package let attraction: Attraction

  /// The spectral radius |λ|max.
  package var spectralRadius: Double { eigenvalue.modulus }
  /// How many singular values are above 1.
  package var growingSingularValues: Int { singularValues.count { $0 > 1 } }
  /// ‖J‖² / σ₁²; nil where J is zero.
  package var stableRank: Double? {
    guard let first = singularValues.first, first > 0 else { return nil }
    return singularValues.reduce(0) { $0 + ($1 / first) * ($1 / first) }
  }

  /// Decomposes J.
  ///
  /// - Parameters:
  ///   - matrix: J, row-major.
  ///   - training: x̂.
  ///   - isHomogeneous: whether f(cx) = c f(x) for c > 0.
  /// - Throws: `LabError.unavailable` where J is not finite or LAPACK does not converge.
  init(
    name: String, input: [Float], answer: [Float], matrix: [Double], training: [Float], isHomogeneous: Bool
  ) throws(LabError) {
    let count = input.count
    let failure = LabError.unavailable(
      what: "the decomposition of the Jacobian at \(name)",
      advice: "it or the answer is not finite, or LAPACK does not converge for it")
    guard answer.allSatisfy(\.isFinite),
      let decomposition = SingularValueDecomposition(ofRowMajor: matrix, rows: count, columns: count),
      let eigenvalues = Eigenvalues(ofRowMajor: matrix, count: count)
    else { throw failure }
    let x = input.map(Double.init)
    let squares = Self.dot(x, x)
    let residual =
      squares > 0
      ? (zip(answer, x).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) } / squares)
        .squareRoot() : nil
    let along = squares > 0 ? Self.dot(x, Self.product(matrix, x)) / squares : nil
    var across: Double?
    if let residual, residual <= Attraction.largestResidual {
      guard let others = Eigenvalues(ofRowMajor: Self.across(x, matrix), count: count) else { throw failure }
      across = others.radius
    }
    let (target, moved) = (training.map(Double.init), Self.product(matrix, training.map(Double.init)))
    let (targetSquares, movedSquares) = (Self.dot(target, target), Self.dot(moved, moved))
    let pairs = (0..<min(Self.keptVectors, count)).map { Self.pair(decomposition, $0) }
    self.name = name
    self.input = PackedFloats(input)
    self.answer = PackedFloats(answer)
    singularValues = decomposition.singularValues
    rightVectors = pairs.map(\.right)
    leftVectors = pairs.map(\.left)
    eigenvalue = eigenvalues.values[0]
    growingEigenvalues = eigenvalues.values.count { $0.modulus > 1 }
    let diagonal = (0..<count).map { matrix[$0 * count + $0] }
    trace = diagonal.reduce(0, +) / Double(count)
    // ‖J − I‖² = ‖J‖² − 2 tr J + n, summed so that nothing cancels.
    var apart = 0.0
    for (place, value) in matrix.enumerated() {
      let difference = place % (count + 1) == 0 ? value - 1 : value
      apart += difference * difference
    }
    distanceFromIdentity = (apart / Double(count)).squareRoot()
    trainingGain = targetSquares > 0 ? (movedSquares / targetSquares).squareRoot() : nil
    trainingCosine =
      targetSquares > 0 && movedSquares > 0
      ? Self.dot(target, moved) / (targetSquares * movedSquares).squareRoot() : nil
    self.residual = residual
    self.along = along
    self.across = across
    attraction = Attraction(
      residual: residual, radius: eigenvalues.radius, along: along, across: across,
      isHomogeneous: isHomogeneous)
  }

  /// Whether a decomposition can have these numbers.
  var isPossible: Bool {
    let count = input.values.count
    return count > 0 && answer.values.count == count && singularValues.count == count
      && singularValues.allSatisfy { $0 >= 0 && $0.isFinite }
      && zip(singularValues, singularValues.dropFirst()).allSatisfy { $0 >= $1 }
      && [rightVectors, leftVectors].allSatisfy { vectors in
        vectors.count == min(Self.keptVectors, count)
          && vectors.allSatisfy { $0.values.count == count && $0.values.allSatisfy { abs($0) <= 1.001 } }
      }
      && (input.values + answer.values).allSatisfy(\.isFinite)
      && (0...count).contains(growingEigenvalues) && distanceFromIdentity >= 0
      && spectralRadius <= singularValues[0] * (1 + 1e-6)
      && [trainingGain, residual, across].allSatisfy { $0 ?? 0 >= 0 }
      && abs(trainingCosine ?? 0) <= 1 + 1e-9
  }

  private static func pair(
    _ decomposition: SingularValueDecomposition, _ index: Int
  ) -> (right: PackedFloats, left: PackedFloats) {
    let (right, left) = (decomposition.rightVector(index), decomposition.leftVector(index))
    let peak = right.max { abs($0) < abs($1) } ?? 1
    let sign = peak < 0 ? -1.0 : 1
    return (PackedFloats(right.map { Float(sign * $0) }), PackedFloats(left.map { Float(sign * $0) }))
  }

  /// PJP with P = I − xxᵀ/xᵀx.
  private static func across(_ x: [Double], _ matrix: [Double]) -> [Double] {
    let count = x.count
    let squares = dot(x, x)
    let columns = product(matrix, x).map { $0 / squares }
    var result = matrix
    // JP, then P of that: every column loses its part along x.
    for row in 0..<count {
      for column in 0..<count { result[row * count + column] -= columns[row] * x[column] }
    }
    var parts = [Double](repeating: 0, count: count)
    for row in 0..<count {
      for column in 0..<count { parts[column] += x[row] * result[row * count + column] }
    }
    for row in 0..<count {
      for column in 0..<count { result[row * count + column] -= x[row] * parts[column] / squares }
    }
    return result
  }

  private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    (0..<vector.count).map { row in
      var sum = 0.0
      for column in 0..<vector.count { sum += matrix[row * vector.count + column] * vector[column] }
      return sum
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for (x, y) in zip(a, b) { sum += x * y }
    return sum
  }
}
