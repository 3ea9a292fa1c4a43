import Foundation
import Nets

/// The tangent kernel by its definition: double loops over pixels and taps, in the numbers of the net itself.
struct ReferenceKernel {
  let height: Int
  let width: Int
  let kernelSize: Int
  /// Input channels and variance of the weights, of each layer.
  let layers: [(channels: Int, variance: Double)]

  struct Matrices {
    var covariance: [Double]
    var tangent: [Double]
  }

  private var pixels: Int { height * width }

  /// Σ and Θ of the last layer for two images of one or more channels, [H · W, H · W].
  func matrices(_ x: [Double], _ y: [Double]) -> Matrices {
    let cross = products(x, y)
    var (own, other) = (products(x, x), products(y, y))
    var result = Matrices(
      covariance: sums(cross).map { $0 * layers[0].variance }, tangent: sums(cross))
    own = sums(own).map { $0 * layers[0].variance }
    other = sums(other).map { $0 * layers[0].variance }
    for layer in layers.dropFirst() {
      let scale = Double(layer.channels) * layer.variance
      var (kernel, derivative) = (result.covariance, result.covariance)
      for p in 0..<pixels {
        for q in 0..<pixels {
          let root = (own[p * pixels + p] * other[q * pixels + q]).squareRoot()
          let cosine = root > 0 ? min(1, max(-1, result.covariance[p * pixels + q] / root)) : 0
          let angle = acos(cosine)
          kernel[p * pixels + q] = root * (sin(angle) + (Double.pi - angle) * cosine) / (2 * Double.pi)
          derivative[p * pixels + q] = (Double.pi - angle) / (2 * Double.pi)
        }
      }
      let passed = zip(result.tangent, derivative).map { $0 * $1 }
      result.covariance = sums(kernel).map { $0 * scale }
      result.tangent = zip(sums(kernel), sums(passed)).map { Double(layer.channels) * $0 + scale * $1 }
      own = sums(own.map { $0 / 2 }).map { $0 * scale }
      other = sums(other.map { $0 / 2 }).map { $0 * scale }
    }
    return result
  }

  /// Σ_d M(p + d, q + d) with zeros outside.
  func sums(_ matrix: [Double]) -> [Double] {
    let before = (kernelSize - 1) / 2
    var sums = [Double](repeating: 0, count: matrix.count)
    for p in 0..<pixels {
      for q in 0..<pixels {
        for tap in 0..<kernelSize * kernelSize {
          let (dy, dx) = (tap / kernelSize - before, tap % kernelSize - before)
          guard let source = shifted(p, dy, dx), let other = shifted(q, dy, dx) else { continue }
          sums[p * pixels + q] += matrix[source * pixels + other]
        }
      }
    }
    return sums
  }

  private func shifted(_ pixel: Int, _ dy: Int, _ dx: Int) -> Int? {
    let (y, x) = (pixel / width + dy, pixel % width + dx)
    return (0..<height).contains(y) && (0..<width).contains(x) ? y * width + x : nil
  }

  private func products(_ x: [Double], _ y: [Double]) -> [Double] {
    var products = [Double](repeating: 0, count: pixels * pixels)
    for channel in 0..<layers[0].channels {
      for p in 0..<pixels {
        for q in 0..<pixels { products[p * pixels + q] += x[channel * pixels + p] * y[channel * pixels + q] }
      }
    }
    return products
  }
}

/// An image of normal values.
func makeNoise(_ shape: ImageShape, seed: UInt64) -> [Float] {
  let stream = RandomStream(key: RandomKey(seed: seed))
  return (0..<shape.count).map { Float(stream.normal(at: $0)) }
}
