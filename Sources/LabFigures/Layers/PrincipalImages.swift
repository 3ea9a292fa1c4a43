import Nets

/// The directions in which images vary most, such as a layer's channels or its kernels: the singular value decomposition
/// of images × pixels.
package struct PrincipalImages {
  private let decomposition: SingularValueDecomposition?

  /// Of a layer's channels.
  package init(_ activation: LayerActivation) {
    self.init(activation.values, rows: activation.shape.channels, columns: activation.shape.pixels)
  }

  /// Of images in the rows of a matrix.
  package init(_ values: [Float], rows: Int, columns: Int) {
    decomposition = SingularValueDecomposition(
      ofRowMajor: values.map(Double.init), rows: rows, columns: columns)
  }

  /// σᵢ vᵢ of the largest singular values, signed so that the entry of largest magnitude is positive.
  ///
  /// None for a diverged net's activations, which have no decomposition.
  package func images(count: Int) -> [[Float]] {
    guard let decomposition else { return [] }
    return (0..<min(count, decomposition.singularValues.count)).map { index in
      let vector = decomposition.rightVector(index)
      let peak = vector.max { abs($0) < abs($1) } ?? 1
      let scale = decomposition.singularValues[index] * (peak < 0 ? -1 : 1)
      return vector.map { Float($0 * scale) }
    }
  }
}
