/// The mean over a batch of −ln of the probability that logits z give the label y: L = Σ (ln Σ_k eᶻᵏ − z_y) / N.
///
/// The largest logit is taken off before any power is taken, so logits of any size do no harm. Sums are in Double, in
/// order.
public enum SoftmaxCrossEntropy {
  /// What a batch came to.
  public struct Result: Equatable, Sendable {
    /// The mean loss.
    public let loss: Double
    /// Rows whose largest logit, the first of equals, is the label's.
    public let correct: Int
  }

  /// The loss of `count` rows of logits, [count, classes].
  ///
  /// - Parameters:
  ///   - logits: z, row after row.
  ///   - labels: one a row, each from 0 to `classes` − 1.
  ///   - count: number of rows.
  ///   - classes: number of logits in a row.
  ///   - gradient: unless nil, overwritten with dL/dz = (softmax(z) − [k = y]) / count.
  public static func evaluate<Scalar: NetScalar>(
    logits: UnsafePointer<Scalar>, labels: UnsafePointer<Int32>, count: Int, classes: Int,
    gradient: UnsafeMutablePointer<Scalar>? = nil
  ) -> Result {
    crossEntropy(logits, labels, count, classes, gradient)
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func crossEntropy<Scalar: NetScalar>(
  _ logits: UnsafePointer<Scalar>, _ labels: UnsafePointer<Int32>, _ count: Int, _ classes: Int,
  _ gradient: UnsafeMutablePointer<Scalar>?
) -> SoftmaxCrossEntropy.Result {
  var (loss, correct) = (0.0, 0)
  for row in 0..<count {
    let z = logits + row * classes
    let label = Int(labels[row])
    precondition(label >= 0 && label < classes, "label \(label) of \(classes) classes")
    var best = 0
    for k in 1..<classes where z[k] > z[best] { best = k }
    let largest = Double(z[best])
    var sum = 0.0
    for k in 0..<classes { sum += Double.exponential(Double(z[k]) - largest) }
    loss += Double.logarithm(sum) + largest - Double(z[label])
    correct += best == label ? 1 : 0
    guard let gradient else { continue }
    for k in 0..<classes {
      let share = Double.exponential(Double(z[k]) - largest) / sum
      gradient[row * classes + k] = Scalar((share - (k == label ? 1 : 0)) / Double(count))
    }
  }
  return SoftmaxCrossEntropy.Result(loss: loss / Double(count), correct: correct)
}
