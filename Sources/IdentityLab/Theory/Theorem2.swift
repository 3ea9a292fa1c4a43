import LabBase
import Nets

/// How far a one-layer CNN trained on one image can be from the identity, by the rank of the image's patches.
///
/// With C channels in and out and k × k filters, the net has m = k·k·C² weights, and each output channel sees
/// patches of m/C = k·k·C values. Let r ≤ m/C be the rank of the span of the training image's zero-padded patches.
/// Then the mean squared error to the identity on other images is at most Õ(m·(m/C − r)/C): zero if the patches
/// span all of patch space, for then only the identity fits them.
///
/// Source: [IC] theorem 2 and appendix D (arXiv 1902.04698).
package struct Theorem2: Equatable, Sendable {
  /// Number of weights, m = k·k·C².
  package let parameterCount: Int
  /// Values of a patch, m/C = k·k·C: the largest rank there is.
  package let patchSize: Int
  /// The rank r of the patches, 0 … `patchSize`.
  package let rank: Int
  /// m·(m/C − r)/C without the constant and the logarithms that Õ hides: a value to compare images by, not an error.
  package let bound: Double
  /// The singular values of the patch matrix, largest first; they show how clear-cut the rank is.
  package let singularValues: [Double]

  /// Whether the theorem predicts the exact identity: r = m/C.
  package var predictsIdentity: Bool { rank == patchSize }

  /// Finds the rank of an image's patches and the bound it gives.
  ///
  /// The rank counts the singular values above max(H·W, k·k·C)·ε·σ₁ with Double's ε: the patches hold nothing but
  /// exact Float values and zeros. Singular values just above it are directions that gradient descent learns
  /// too slowly to matter; compare ``singularValues``.
  ///
  /// - Parameters:
  ///   - trainingImage: x̂, C · H · W standardised values.
  ///   - shape: Shape of x̂.
  ///   - kernelSize: Filter height and width k, at least 1.
  /// - Throws: `badConfiguration` if the image holds a value that is not finite.
  package init(trainingImage: [Float], shape: ImageShape, kernelSize: Int) throws(LabError) {
    let patches = PatchMatrix(image: trainingImage, shape: shape, kernelSize: kernelSize)
    guard
      let decomposition = SingularValues(
        ofRowMajor: patches.values, rows: patches.rows, columns: patches.columns)
    else {
      throw .badConfiguration(
        key: "image", found: "patches without singular values", expected: "a training image of finite values")
    }
    patchSize = patches.columns
    parameterCount = patches.columns * shape.channels
    rank = decomposition.rank
    bound = Double(parameterCount) * Double(patchSize - rank) / Double(shape.channels)
    singularValues = decomposition.values
  }
}
