import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase

@Suite("Theorem 1: one linear layer, one image")
struct Theorem1Tests {
  private let size = 6
  private let initial: [Float]
  private let image: [Float]

  init() {
    let stream = RandomStream(key: RandomKey(seed: 11))
    initial = (0..<36).map { Float(0.4 * stream.normal(at: $0)) }
    image = (0..<6).map { Float(stream.normal(at: 100 + $0)) }
  }

  @Test("gradient descent ends where the formula says, with and without momentum", arguments: [0, 0.9])
  func descent(momentum: Double) throws {
    let theorem = try Theorem1(initialWeights: initial, trainingImage: image)
    let trained = descend(momentum: momentum)
    #expect(try #require(theorem.relativeError(ofWeights: trained.map(Float.init))) < 1e-7)
    for (value, expected) in zip(trained, theorem.weights) {
      #expect(isClose(value, expected, absolute: 1e-12, relative: 1e-12))
    }
    // It must not hold for the wrong reason: training has moved the weights.
    #expect(try #require(theorem.relativeError(ofWeights: initial)) > 0.1)
  }

  @Test("the weights and the projections predict the same")
  func forms() throws {
    let theorem = try Theorem1(initialWeights: initial, trainingImage: image)
    let input: [Float] = [0.3, -1, 2, 0.5, 0, 1.25]
    let prediction = theorem.prediction(for: input)
    for row in 0..<size {
      var output = 0.0
      for column in 0..<size {
        output += theorem.weights[row * size + column] * Double(input[column])
      }
      #expect(isClose(prediction[row], output, absolute: 1e-14, relative: 1e-13))
    }
    #expect(try #require(theorem.relativeError(ofOutput: prediction.map(Float.init), for: input)) < 1e-7)
  }

  @Test("along the training image the prediction is the identity, across it the initial net")
  func projections() throws {
    let theorem = try Theorem1(initialWeights: initial, trainingImage: image)
    for (value, expected) in zip(theorem.prediction(for: image.map { -2 * $0 }), image) {
      #expect(isClose(value, -2 * Double(expected), absolute: 1e-14, relative: 1e-13))
    }
    let across: [Float] = [image[1], -image[0], 0, 0, 0, 0]
    for (row, value) in theorem.prediction(for: across).enumerated() {
      let expected =
        Double(initial[row * size]) * Double(across[0]) + Double(initial[row * size + 1]) * Double(across[1])
      #expect(isClose(value, expected, absolute: 1e-14, relative: 1e-13))
    }
  }

  @Test("a two-pixel case is exact")
  func byHand() throws {
    // W₀ = 0, x̂ = (3, 4): W* = x̂·x̂ᵀ/25, and x = (1, 0) is taken to (3/25)·x̂.
    let theorem = try Theorem1(initialWeights: [0, 0, 0, 0], trainingImage: [3, 4])
    for (value, expected) in zip(theorem.weights, [0.36, 0.48, 0.48, 0.64]) {
      #expect(isClose(value, expected, relative: 1e-15))
    }
    for (value, expected) in zip(theorem.prediction(for: [1, 0]), [0.36, 0.48]) {
      #expect(isClose(value, expected, relative: 1e-15))
    }
    // ‖W*‖ = 1, so a weight off by a quarter is a relative error of a quarter.
    let error = try #require(theorem.relativeError(ofWeights: [0.36, 0.48, 0.48, 0.89]))
    #expect(isClose(error, 0.25, relative: 1e-6))
    #expect(theorem.relativeError(ofOutput: [0, 0], for: [1, 0]) == 1)
  }

  @Test(
    "weights or outputs that are not finite have no error, nor what is beside a reference of zeros",
    arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) throws {
    let theorem = try Theorem1(initialWeights: [0, 0, 0, 0], trainingImage: [3, 4])
    #expect(theorem.relativeError(ofWeights: [0.36, value, 0.48, 0.64]) == nil)
    #expect(theorem.relativeError(ofOutput: [value, 0], for: [1, 0]) == nil)
    // Across the training image the formula of W₀ = 0 gives zeros.
    #expect(theorem.relativeError(ofOutput: [1, 0], for: [4, -3]) == nil)
    #expect(theorem.relativeError(ofOutput: [0, 0], for: [4, -3]) == 0)
    let infinite = try Theorem1(initialWeights: [value, 0, 0, 0], trainingImage: [3, 4])
    #expect(infinite.relativeError(ofWeights: [0, 0, 0, 0]) == nil)
  }

  @Test("an image of zeros or of what is not finite is refused", arguments: [0, Float.nan, .infinity])
  func refused(value: Float) {
    let error = #expect(throws: LabError.self) {
      try Theorem1(initialWeights: [1, 0, 0, 1], trainingImage: [0, value])
    }
    #expect(error?.exitCode == 78)
  }

  /// Gradient descent on ½‖W·x̂ − x̂‖² in Double, until it has converged.
  private func descend(momentum: Double) -> [Double] {
    var weights = initial.map(Double.init)
    var velocity = [Double](repeating: 0, count: weights.count)
    let target = image.map(Double.init)
    for _ in 0..<2000 {
      for row in 0..<size {
        var residual = -target[row]
        for column in 0..<size {
          residual += weights[row * size + column] * target[column]
        }
        for column in 0..<size {
          let index = row * size + column
          velocity[index] = momentum * velocity[index] + residual * target[column]
          weights[index] -= 0.05 * velocity[index]
        }
      }
    }
    return weights
  }
}
