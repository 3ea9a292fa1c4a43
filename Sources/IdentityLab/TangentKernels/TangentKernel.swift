import Foundation
import Nets

/// The neural tangent kernel and the covariance of infinitely wide ReLU convolutional nets, for every pair of pixels.
///
/// A net of L convolutions k × k, stride 1, zero padding, no biases, ReLU between them and none after the last. For a
/// pixel p of the output for one image x and q of that for another x′, with weights of variance v_l and n_l input
/// channels in layer l (n₁ the image's),
///
/// Σ₁(p, q) = v₁ Σ_d x(p + d)·x′(q + d),  Θ₁ = Σ₁/v₁,
/// Σ_l(p, q) = v_l n_l Σ_d K_l(p + d, q + d),  Θ_l(p, q) = Σ_l(p, q)/v_l + v_l n_l Σ_d (Θ_{l−1} K̇_l)(p + d, q + d),
///
/// d over the taps and all values zero outside of the images. K and K̇ are E[r(u) r(w)] and E[r′(u) r′(w)] of r = ReLU
/// and normal u, w of the covariances that Σ_{l−1} holds: the arc-cosine kernels of orders 1 and 0. Output channels are
/// independent and have this kernel each.
///
/// Σ is the covariance of the net's outputs over random weights. Θ = ∇f(x)_p · ∇f(x′)_q is that of a net whose weights
/// are themselves what is trained, by one rate, and which is wide: numbers of a real net of as many channels, not only up to a
/// factor. A narrow one scatters about them.
///
/// Because K is homogeneous, Σ and Θ are kept without the factor G = v₁ k² · Π v_l n_l k²/2, which would leave Double's
/// range in deep nets: Σ/G does not depend on the weights' variances at all, Θ/G is a sum over the layers that weighs
/// each with 1/v_l.
///
/// Sources: Jacot, Gabriel, Hongler, "Neural tangent kernel", 2018, arXiv 1806.07572; Arora et al., "On exact computation
/// with an infinitely wide neural net", 2019, arXiv 1904.11955 (the CNTK); Cho, Saul, "Kernel methods for deep learning",
/// 2009 (the arc-cosine kernels).
package struct TangentKernel: Sendable {
  /// The kernel of nets of one depth, for one pair of images; the matrices are there as long as the call that gives them.
  package struct Matrices {
    /// Number of convolutions.
    package let depth: Int
    /// Θ/G, [H · W of x, H · W of x′], row-major.
    package let tangent: UnsafeBufferPointer<Double>
    /// Σ/G, of the same axes.
    package let covariance: UnsafeBufferPointer<Double>
    /// ln G.
    package let logarithmOfScale: Double
    /// G; 0 or infinite where it is beyond Double's range.
    package var scale: Double { exp(logarithmOfScale) }
  }

  /// Shape of an image.
  package let imageShape: ImageShape
  /// Filter height and width k.
  package let kernelSize: Int
  /// Hidden channels of the net whose numbers are given.
  package let width: Int
  private let initializer: Initializer
  private let gain: Double

  /// Says which nets.
  ///
  /// - Parameters:
  ///   - kernelSize: filter height and width, at least 1.
  ///   - width: hidden channels: how much the weights of every layer count depends on them.
  ///   - initializer: the distribution that weights start from.
  ///   - gain: factor on its standard deviation, not 0.
  package init(
    imageShape: ImageShape, kernelSize: Int, width: Int, initializer: Initializer, gain: Double = 1
  ) {
    precondition(kernelSize >= 1 && width >= 1 && gain != 0, "no net of \(width) channels, gain \(gain)")
    self.imageShape = imageShape
    self.kernelSize = kernelSize
    self.width = width
    self.initializer = initializer
    self.gain = gain
  }

  /// Computes the kernel of two images for nets of several depths in one pass.
  ///
  /// It takes three passes over (H · W)² numbers a layer, of the deepest net alone, and ``memory`` bytes. One thread.
  ///
  /// - Parameters:
  ///   - image: x, C · H · W values as the net sees them.
  ///   - other: x′, of the same shape.
  ///   - depths: numbers of convolutions, at least 1 each, in any order.
  ///   - body: called for each depth once, the least first.
  package func visit<Failure: Error>(
    _ image: [Float], _ other: [Float], depths: [Int], _ body: (Matrices) throws(Failure) -> Void
  ) throws(Failure) {
    let wanted = Set(depths)
    precondition(wanted.allSatisfy { $0 >= 1 }, "no net has \(depths) layers")
    let recursion = KernelRecursion(image, other, shape: imageShape, kernelSize: kernelSize)
    var logarithmOfScale = 0.0
    for layer in 1...(wanted.max() ?? 1) {
      let taps = Double(kernelSize * kernelSize)
      let growth = layer == 1 ? taps : Double(width) * taps / 2
      if wanted.contains(layer) {
        let variance = variance(layer: layer, depth: layer)
        try body(
          Matrices(
            depth: layer, tangent: recursion.tangent(variance: variance), covariance: recursion.covariance,
            logarithmOfScale: logarithmOfScale + log(variance * growth)))
      }
      if layer < wanted.max() ?? 1 {
        let variance = variance(layer: layer, depth: layer + 1)
        logarithmOfScale += log(variance * growth)
        recursion.advance(variance: variance)
      }
    }
  }

  /// Bytes that ``visit(_:_:depths:_:)`` takes.
  package var memory: Double { 4 * 8 * Double(imageShape.pixels) * Double(imageShape.pixels) }

  /// The variance of the weights of a layer, from 1, in a net of a depth.
  private func variance(layer: Int, depth: Int) -> Double {
    let layout = Architecture.cnn(depth: depth, width: width, kernelSize: kernelSize)
      .parameterLayout(imageShape: imageShape)
    return gain * gain * initializer.variance(of: layout.entries[layer - 1])
  }
}
