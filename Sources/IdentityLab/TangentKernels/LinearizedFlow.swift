import Foundation
import LabBase
import Nets

/// Gradient flow of a net linearised at its start, on the mean squared error of one image.
///
/// With the kernel Θ of the image's pixels and the residual r = x̂ − f₀(x̂) of its C · n values, the loss ‖r‖²/(C n) falls by
///
/// dr/dt = −2/(C n) · Θ r,
///
/// each output channel by itself, t the learning rate times the number of small steps. After a time t the outputs on
/// any input x have changed by Θ(x, x̂) a with a = Θ⁻¹ (1 − e^(−2 Θ t/(C n))) r; at infinite time the residual is gone.
/// Directions whose eigenvalue is not above n · ε · λ₁, which is what rounding leaves of zero, are not learnt.
///
/// Source: Lee et al., "Wide neural networks of any depth evolve as linear models under gradient descent", 2019,
/// arXiv 1902.06720.
package struct LinearizedFlow: Sendable {
  /// When the flow ends.
  package enum End: Equatable, Sendable {
    /// Never: all that can be learnt is.
    case infiniteTime
    /// After a time.
    case time(Double)
    /// Once the loss on the image is that; at the start where it is below that already, never where it stays above.
    case loss(Double)
  }

  /// What the flow has come to.
  package struct Fit: Equatable, Sendable {
    /// a, C · n values: what Θ(x, x̂) is multiplied by.
    package let coefficients: [Double]
    /// The loss on the image.
    package let loss: Double
    /// When; infinite where it never ends.
    package let time: Double
  }

  private let pixels: Int
  private let eigenvectors: [Double]
  /// λ, 0 for directions that are not learnt.
  private let eigenvalues: [Double]

  /// Decomposes a kernel.
  ///
  /// - Parameter kernel: Θ(x̂, x̂), n × n values, symmetric; up to a factor where times do not matter.
  /// - Throws: `LabError.unavailable` for a kernel that is not finite or has no positive eigenvalue, as where the image is
  ///   all zero.
  package init(kernel: [Double], pixels: Int) throws(LabError) {
    guard let system = SymmetricEigendecomposition(of: kernel, count: pixels),
      let largest = system.eigenvalues.last, largest > 0
    else {
      throw .unavailable(
        what: "the eigenvalues of the tangent kernel",
        advice: "it is zero or not finite: the training image must have values that are not 0")
    }
    self.pixels = pixels
    eigenvectors = system.eigenvectors
    let least = Double(pixels) * Double.ulpOfOne * largest
    eigenvalues = system.eigenvalues.map { $0 > least ? $0 : 0 }
  }

  /// Follows the flow.
  ///
  /// - Parameter residual: r, C · n values, channel by channel.
  package func fit(residual: [Double], until end: End) -> Fit {
    let parts = stride(from: 0, to: residual.count, by: pixels).map { project(residual, from: $0) }
    let squares = eigenvalues.indices.map { index in parts.reduce(0) { $0 + $1[index] * $1[index] } }
    // In the time of dr/dt = −Θ r.
    let unit = 2 / Double(residual.count)
    let time: Double =
      switch end {
      case .infiniteTime: .infinity
      case .time(let time): time * unit
      case .loss(let loss): self.time(squares, reaching: loss * Double(residual.count))
      }
    let learnt = eigenvalues.map { $0 > 0 ? -expm1(-$0 * time) / $0 : 0 }
    var coefficients: [Double] = []
    for part in parts { coefficients += combine(zip(part, learnt).map { $0 * $1 }) }
    return Fit(
      coefficients: coefficients, loss: rest(squares, after: time) / Double(residual.count), time: time / unit
    )
  }

  /// The squared residual that is left after a time.
  private func rest(_ squares: [Double], after time: Double) -> Double {
    zip(squares, eigenvalues).reduce(0) { $0 + $1.0 * ($1.1 > 0 ? exp(-2 * $1.1 * time) : 1) }
  }

  /// When the squared residual is so small, by bisection of the time's logarithm.
  private func time(_ squares: [Double], reaching goal: Double) -> Double {
    if rest(squares, after: 0) <= goal { return 0 }
    if rest(squares, after: .infinity) >= goal { return .infinity }
    let positive = eigenvalues.filter { $0 > 0 }
    guard let least = positive.first, let largest = positive.last else { return .infinity }
    // Before the first nothing is learnt to speak of, after the last everything.
    var (low, high) = (log(1e-20 / largest), log(1e4 / least))
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if rest(squares, after: exp(middle)) > goal { low = middle } else { high = middle }
    }
    return exp(high)
  }

  /// The parts of one channel's residual along the eigenvectors.
  private func project(_ residual: [Double], from first: Int) -> [Double] {
    (0..<pixels).map { index in
      var sum = 0.0
      for pixel in 0..<pixels { sum += eigenvectors[index * pixels + pixel] * residual[first + pixel] }
      return sum
    }
  }

  /// The sum of the eigenvectors, each times its part.
  private func combine(_ parts: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: pixels)
    for (index, part) in parts.enumerated() {
      for pixel in 0..<pixels { values[pixel] += part * eigenvectors[index * pixels + pixel] }
    }
    return values
  }
}
