import Nets

/// The directions in which a layer's channels vary most: the singular value decomposition of channels × pixels.
struct PrincipalImages {
  private let decomposition: SingularValueDecomposition?

  init(_ activation: LayerActivation) {
    decomposition = SingularValueDecomposition(
      ofRowMajor: activation.values.map(Double.init), rows: activation.shape.channels,
      columns: activation.shape.pixels)
  }

  /// σᵢ vᵢ of the largest singular values, signed so that the entry of largest magnitude is positive.
  ///
  /// None for a diverged net's activations, which have no decomposition.
  func images(count: Int) -> [[Float]] {
    guard let decomposition else { return [] }
    return (0..<min(count, decomposition.singularValues.count)).map { index in
      let vector = decomposition.rightVector(index)
      let peak = vector.max { abs($0) < abs($1) } ?? 1
      let scale = decomposition.singularValues[index] * (peak < 0 ? -1 : 1)
      return vector.map { Float($0 * scale) }
    }
  }
}
