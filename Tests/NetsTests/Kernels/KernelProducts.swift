import Nets

/// The three products of a plan on given operands.
///
/// Operands are named after the convolution: input x, weights w, output gradient dy.
struct KernelProducts<Scalar: NetScalar>: Equatable {
  let forward: [Scalar]
  let inputGradient: [Scalar]
  let weightGradient: [Scalar]

  init(_ plan: any LayerPlan<Scalar>, x: [Scalar], w: [Scalar], dy: [Scalar]) {
    // The results start as NaN: whatever a plan forgets to write fails every comparison.
    var (y, dx, dw) = (dy.map { _ in Scalar.nan }, x.map { _ in Scalar.nan }, w.map { _ in Scalar.nan })
    plan.forward(input: x, weights: w, output: &y)
    plan.inputGradient(outputGradient: dy, weights: w, inputGradient: &dx)
    dw.withUnsafeMutableBufferPointer { dw in
      guard let first = dw.baseAddress else { return }
      plan.weightGradient(
        input: x, outputGradient: dy,
        consumer: GradientConsumer(target: .buffer(first), rowLength: plan.shape.rowLength))
    }
    (forward, inputGradient, weightGradient) = (y, dx, dw)
  }
}

/// `count` standard normal numbers of a test's own stream.
func normalNumbers(_ count: Int, _ label: String) -> [Float] {
  let stream = RandomStream(key: RandomKey(seed: 0).deriving(label))
  return (0..<count).map { Float(stream.normal(at: $0)) }
}

/// The largest error of float sums in units of what rounding allows: at most 1 for a right result.
///
/// A sum of n products in float32, in any order, is off by at most n·u·Σ|a||b| with u = 2⁻²⁴ (Higham, "Accuracy and
/// Stability of Numerical Algorithms", 2002, section 3.1). Rounding errors being independent, the factor
/// n is λ·√n with probability 1 − 2n·exp(−λ²/2) (Higham, Mary, 2019, doi:10.1137/18M1226312); λ = 5 allows sums of
/// 10⁵ terms. The sharper bound matters: a forgotten term of average size is Σ|a||b|/n, within n·u from n = 4096 on.
func worstError(_ values: [Float], reference: [Double], magnitudes: [Double], terms: Int) -> Double {
  let factor = 0x1p-24 * min(Double(terms), 5 * Double(terms).squareRoot())
  return zip(values, zip(reference, magnitudes)).reduce(0) { worst, next in
    let (value, (exact, magnitude)) = next
    let error = abs(Double(value) - exact)
    if error == 0 { return worst }
    // NaN meets no bound, and a weight that no pixel meets has magnitude 0: its gradient is exactly 0.
    return error.isNaN ? .infinity : max(worst, error / (factor * magnitude))
  }
}

/// Σ aᵢ·bᵢ in Double.
func innerProduct(_ a: [Float], _ b: [Float]) -> Double {
  zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
