import Nets
import TestSupport
import Testing

/// The loss: its value, its gradient and the precision of its sum.
@Suite struct MeanSquaredErrorTests {
  @Test("value and gradient are those worked out by hand")
  func matchesHandComputedNumbers() {
    let output: [Float] = [1, 2, -3, 0.5]
    let target: [Float] = [0, 2, 1, 1]
    var gradient = [Float](repeating: 9, count: 4)
    // Differences 1, 0, −4, −½: squares sum to 17.25; gradient 2 d / 4.
    let loss = MeanSquaredError.lossAndGradient(
      output: output, target: target, gradient: &gradient, count: 4)
    #expect(loss == 17.25 / 4)
    #expect(MeanSquaredError.loss(output: output, target: target, count: 4) == loss)
    #expect(gradient == [0.5, 0, -2, -0.25])
  }

  @Test("the gradient matches differences of the value")
  func gradientMatchesDifferences() {
    var output: [Double] = normalValues(7, label: "output")
    let target: [Double] = normalValues(7, label: "target")
    var gradient = [Double](repeating: 0, count: 7)
    _ = MeanSquaredError.lossAndGradient(output: output, target: target, gradient: &gradient, count: 7)
    let check = output.withUnsafeMutableBufferPointer { variables in
      GradientCheck(variables: variables, gradient: gradient) {
        variables.baseAddress.map { MeanSquaredError.loss(output: $0, target: target, count: 7) } ?? .nan
      }
    }
    #expect(check.passes, "off by \(check.worst)")
  }

  @Test("Float differences are summed in Double")
  func sumsInDouble() {
    // A Float sum that starts at 2²⁴ would not notice any of the 1,000 ones that follow.
    let output: [Float] = [4096] + [Float](repeating: 1, count: 1000)
    let target = [Float](repeating: 0, count: 1001)
    #expect(
      MeanSquaredError.loss(output: output, target: target, count: 1001) == (16_777_216 + 1000) / 1001.0)
    // Squares beyond Float's range stay finite.
    #expect(MeanSquaredError.loss(output: [1e30], target: [0], count: 1).isFinite)
  }

  @Test("a NaN or an infinity in the output shows in the loss", arguments: [Float.nan, .infinity])
  func showsDivergence(value: Float) {
    #expect(!MeanSquaredError.loss(output: [0, value], target: [0, 0], count: 2).isFinite)
  }
}
