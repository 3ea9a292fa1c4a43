import Nets
import TestSupport
import Testing

/// The cross-entropy of labels from logits.
@Suite struct SoftmaxCrossEntropyTests {
  @Test("equal logits give the logarithm of the number of classes")
  func uniform() {
    let result = SoftmaxCrossEntropy.evaluate(
      logits: [Double](repeating: 3, count: 20), labels: [0, 9], count: 2, classes: 10)
    #expect(isClose(result.loss, Double.logarithm(10), relative: 1e-15))
    // The first of equals is the answer.
    #expect(result.correct == 1)
  }

  @Test("logits of any size give exact losses and finite gradients")
  func extremes() {
    var gradient = [Float](repeating: .nan, count: 6)
    let result = SoftmaxCrossEntropy.evaluate(
      logits: [1e4, -1e4, 0, -1e4, 1e4, 1e4], labels: [1, 2], count: 2, classes: 3, gradient: &gradient)
    #expect(result.loss == (2e4 + Double.logarithm(2)) / 2)
    #expect(result.correct == 0)
    #expect(gradient == [0.5, -0.5, 0, 0, 0.25, -0.25])
  }

  @Test("the gradient is that of the loss")
  func gradient() {
    var logits: [Double] = normalValues(12, label: "logits")
    var gradient = [Double](repeating: 7, count: 12)
    let labels: [Int32] = [3, 0, 1]
    _ = SoftmaxCrossEntropy.evaluate(
      logits: logits, labels: labels, count: 3, classes: 4, gradient: &gradient)
    let check = logits.withUnsafeMutableBufferPointer { variables in
      GradientCheck(variables: variables, gradient: gradient) {
        variables.baseAddress.map {
          SoftmaxCrossEntropy.evaluate(logits: $0, labels: labels, count: 3, classes: 4).loss
        } ?? .nan
      }
    }
    #expect(check.passes, "off by \(check.worst)")
  }

  @Test("answers are counted")
  func counts() {
    let logits: [Float] = [1, 2, 0, 5, 1, 1, 0, 0, 3]
    func correct(_ labels: [Int32]) -> Int {
      SoftmaxCrossEntropy.evaluate(logits: logits, labels: labels, count: 3, classes: 3).correct
    }
    #expect(correct([1, 0, 2]) == 3)
    #expect(correct([1, 1, 2]) == 2)
    #expect(correct([0, 1, 0]) == 0)
  }

  @Test("a logit that is no number spoils the loss")
  func keepsNaN() {
    let result = SoftmaxCrossEntropy.evaluate(logits: [0, Float.nan], labels: [0], count: 1, classes: 2)
    #expect(result.loss.isNaN)
  }

  @Test("a label beyond the classes is refused")
  func refusesLabel() async {
    await #expect(processExitsWith: .failure) {
      _ = SoftmaxCrossEntropy.evaluate(
        logits: [Float](repeating: 0, count: 3), labels: [3], count: 1, classes: 3)
    }
  }
}
