import Foundation
import Nets

/// The state of ``TangentKernel``'s recursion at one layer, for one pair of images, and the step to the next layer.
final class KernelRecursion {
  private let pixels: Int
  private let sum: ShiftSum
  private let taps: Double
  /// Σ/G.
  private let covariances: Buffer<Double>
  /// What the weights of the layers before this one add to Θ/G.
  private let earlier: Buffer<Double>
  private let scratch: Buffer<Double>
  private let total: Buffer<Double>
  /// The diagonals of Σ/G of each image with itself: the variances of its pixels.
  private var variances: (first: [Double], second: [Double])

  /// Begins with the first layer.
  init(_ first: [Float], _ second: [Float], shape: ImageShape, kernelSize: Int) {
    precondition(
      first.count == shape.count && second.count == shape.count,
      "images of \(first.count) and \(second.count) values for \(shape)")
    pixels = shape.pixels
    taps = Double(kernelSize * kernelSize)
    sum = ShiftSum(height: shape.height, width: shape.width, kernelSize: kernelSize)
    covariances = Buffer(count: pixels * pixels)
    earlier = Buffer(count: pixels * pixels)
    scratch = Buffer(count: pixels * pixels)
    total = Buffer(count: pixels * pixels)
    for channel in 0..<shape.channels {
      for p in 0..<pixels {
        let value = Double(first[channel * pixels + p])
        for q in 0..<pixels {
          covariances.pointer[p * pixels + q] += value * Double(second[channel * pixels + q])
        }
      }
    }
    variances = (
      sum.diagonal(Self.squares(first, shape), factor: 1 / taps),
      sum.diagonal(Self.squares(second, shape), factor: 1 / taps)
    )
    sum.apply(to: covariances.pointer, scratch: scratch.pointer, factor: 1 / taps)
  }

  /// The squares of an image's values, summed over the channels.
  private static func squares(_ image: [Float], _ shape: ImageShape) -> [Double] {
    (0..<shape.pixels).map { pixel in
      (0..<shape.channels).reduce(0) { sum, channel in
        let value = Double(image[channel * shape.pixels + pixel])
        return sum + value * value
      }
    }
  }

  /// Σ/G of this layer.
  var covariance: UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: covariances.pointer, count: covariances.count)
  }

  /// Θ/G of a net that ends with this layer, whose weights have a variance.
  func tangent(variance: Double) -> UnsafeBufferPointer<Double> {
    for index in 0..<total.count {
      total.pointer[index] = earlier.pointer[index] + covariances.pointer[index] / variance
    }
    return UnsafeBufferPointer(start: total.pointer, count: total.count)
  }

  /// Goes on to the next layer from this one, whose weights have a variance, by way of ReLU.
  func advance(variance: Double) {
    let deviations = variances.first.map { $0.squareRoot() }
    let others = variances.second.map { $0.squareRoot() }
    let inverses = others.map { $0 > 0 ? 1 / $0 : 0 }
    for p in 0..<pixels {
      let row = p * pixels
      applyReLU(
        covariances.pointer + row, earlier.pointer + row, deviation: deviations[p], others: others,
        inverses: inverses, variance: variance)
    }
    sum.apply(to: covariances.pointer, scratch: scratch.pointer, factor: 2 / taps)
    sum.apply(to: earlier.pointer, scratch: scratch.pointer, factor: 2 / taps)
    // E[ReLU(u)²] is half of u's variance.
    variances = (
      sum.diagonal(variances.first, factor: 1 / taps), sum.diagonal(variances.second, factor: 1 / taps)
    )
  }

  /// Replaces Σ by K, and what earlier layers add to Θ by Θ · K̇, for one pixel of the first image.
  ///
  /// With ρ the correlation of two pixels and ϑ = arccos ρ: K = √(Σ_pp Σ_qq) (sin ϑ + (π − ϑ) ρ)/2π, K̇ = (π − ϑ)/2π. A
  /// pixel without variance gives zeros, for Θ is zero there too.
  private func applyReLU(
    _ covariance: UnsafeMutablePointer<Double>, _ tangent: UnsafeMutablePointer<Double>, deviation: Double,
    others: [Double], inverses: [Double], variance: Double
  ) {
    let inverse = deviation > 0 ? 1 / deviation : 0
    let (half, weight) = (0.5 / Double.pi, 1 / variance)
    others.withUnsafeBufferPointer { others in
      inverses.withUnsafeBufferPointer { inverses in
        for q in 0..<pixels {
          let correlation = min(1, max(-1, covariance[q] * inverse * inverses[q]))
          let angle = Double.pi - acos(correlation)
          let sine = (1 - correlation * correlation).squareRoot()
          tangent[q] = (tangent[q] + covariance[q] * weight) * (angle * half)
          covariance[q] = deviation * others[q] * half * (sine + angle * correlation)
        }
      }
    }
  }
}
