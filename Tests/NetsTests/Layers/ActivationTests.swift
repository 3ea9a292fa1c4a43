import Foundation
import TestSupport
import Testing

@testable import Nets

/// The activation functions: values, derivatives, NaN, and precision where signals are tiny.
@Suite struct ActivationTests {
  // By the definitions, with e^−2 = 0.1353352832366127, tanh 2 = 0.9640275800758169, Φ(2) = 0.9772498680518208.
  static let values: [(Activation, [(Double, Double)])] = [
    (.linear, [(-2, -2), (0, 0), (2, 2)]),
    (.relu, [(-2, 0), (0, 0), (2, 2)]),
    (.leakyReLU, [(-2, -0.02), (0, 0), (2, 2)]),
    (.tanh, [(-2, -0.9640275800758169), (0, 0), (2, 0.9640275800758169)]),
    (.sigmoid, [(-2, 0.11920292202211755), (0, 0.5), (2, 0.8807970779778825)]),
    (.elu, [(-2, -0.8646647167633873), (0, 0), (2, 2)]),
    (.gelu, [(-2, -0.04550026389635841), (0, 0), (2, 1.9544997361036416)]),
  ]

  @Test("values at known points")
  func matchesKnownValues() {
    #expect(Self.values.map(\.0) == Activation.allCases)
    for (activation, points) in Self.values {
      for (z, expected) in points {
        #expect(abs(activation.value(z) - expected) < 1e-15, "\(activation)(\(z))")
        #expect(abs(activation.value(Float(z)) - Float(expected)) < 3e-7, "\(activation)(\(z)) in Float")
      }
    }
  }

  @Test("derivatives match central differences away from the kink", arguments: Activation.allCases)
  func derivativesMatchDifferences(activation: Activation) {
    let step = 1e-5
    for z in stride(from: -6.0, through: 6.0, by: 0.37) {
      let quotient = (activation.value(z + step) - activation.value(z - step)) / (2 * step)
      #expect(abs(activation.derivative(z) - quotient) < 1e-9, "\(activation) at \(z)")
    }
  }

  @Test("at zero the kinked ones take the derivative from the left, as PyTorch does")
  func derivativesAtZero() {
    let expected: [(Activation, Double)] = [
      (.linear, 1), (.relu, 0), (.leakyReLU, 0.01), (.tanh, 1), (.sigmoid, 0.25), (.elu, 1), (.gelu, 0.5),
    ]
    for (activation, derivative) in expected {
      #expect(activation.derivative(0.0) == derivative, "\(activation)")
    }
  }

  @Test("NaN stays NaN, alone and through a layer", arguments: Activation.allCases)
  func keepsNaN(activation: Activation) {
    #expect(activation.value(Float.nan).isNaN)
    #expect(activation.value(Double.nan).isNaN)
    let shape = ImageShape(channels: 1, height: 1, width: 3)
    let layer = ActivationLayer<Float>(
      name: "a", activation: activation, shape: shape, batch: 1, kernels: FastKernels())
    let input = Buffer<Float>(count: 3)
    input.copy(from: [1, .nan, -1])
    layer.forward(input: input, mode: .evaluation)
    #expect(layer.output.array.map(\.isNaN) == [false, true, false])
    let (outputGradient, inputGradient) = (Buffer<Float>(count: 3), Buffer<Float>(count: 3))
    outputGradient.copy(from: [.nan, 1, .nan])
    layer.backward(
      input: input, outputGradient: outputGradient, inputGradient: inputGradient,
      pass: BackwardPass(update: nil, measuresGradient: false))
    #expect(inputGradient[0].isNaN && inputGradient[2].isNaN)
  }

  @Test("values and derivatives of huge arguments are finite", arguments: Activation.allCases)
  func staysFinite(activation: Activation) {
    for z in [Float(-1e4), -100, 100, 1e4] {
      #expect(activation.value(z).isFinite, "\(activation)(\(z))")
      #expect(activation.derivative(z).isFinite, "\(activation)′(\(z))")
    }
  }

  // A deep net's signal shrinks to 1e-8 under the default initialisation. What passes zero with a slope must
  // then still be a line: eᶻ − 1 as written would give multiples of 6e-8.
  @Test(
    "tiny Float arguments keep their digits", arguments: [Activation.linear, .leakyReLU, .tanh, .elu, .gelu])
  func keepsTinyValues(activation: Activation) {
    for z in [Float(-3e-8), -1e-10, 1e-10, 3e-8] {
      let expected = activation == .elu && z < 0 ? expm1(Double(z)) : activation.value(Double(z))
      #expect(
        isClose(Double(activation.value(z)), expected, relative: 1e-6),
        "\(activation)(\(z)) is \(activation.value(z))")
    }
  }
}
