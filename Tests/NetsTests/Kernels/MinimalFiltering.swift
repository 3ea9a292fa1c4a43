/// Winograd's minimal filtering F(4, r) as matrices in double, y = Aᵀ((G g) ⊙ (Bᵀ d)), to know how it amplifies
/// rounding.
///
/// Points are 0, ±1, ±2, with five taps also ±½, and ∞; the matrices follow from them as in Lavin, Gray,
/// arXiv 1509.09308.
struct MinimalFiltering {
  /// √(Σᵢ A²·|G|²·|B|²) of an output, root mean square, by √r: how much larger the products are than their sum.
  ///
  /// 3.3 for three taps, 4.4 for five; by symmetry the same for the weights' gradient.
  let amplification: Double

  init(taps: Int) {
    let points: [Double] = taps == 3 ? [0, 1, -1, 2, -2] : [0, 1, -1, 2, -2, 0.5, -0.5]
    // ∞ has one output, one tap and the product over all points.
    var sum = squares(of: polynomial(roots: points))
    for (index, point) in points.enumerated() {
      let others = points.indices.filter { $0 != index }.map { points[$0] }
      let weight = others.reduce(1) { $0 * (point - $1) }
      sum +=
        squares(of: powers(of: point, 4)) * squares(of: powers(of: point, taps)) / (weight * weight)
        * squares(of: polynomial(roots: others))
    }
    amplification = (sum / 4 / Double(taps)).squareRoot()
  }

  /// The Frobenius error, relative, that sums of `terms` products for each point may have.
  ///
  /// The transforms round some three times. A sum of n random terms in order grows as √n and is off by u·√(n/6) of its
  /// size; 128 terms at most are added in order, then their sums. Twice that for what is not random.
  func allowedError(terms: Int) -> Double {
    let inOrder = Double(min(terms, 128) + terms / 128)
    return 0x1p-24 * amplification * 2 * (1.5 + (inOrder / 6).squareRoot())
  }
}

/// The error allowed to filtering of tiles, relative to the result's norm, where a frequency sums over `terms`
/// products: u·κ·√(1 + terms) with u = 2⁻²⁴ and κ the transforms' amplification, which one channel of one tile shows:
/// 12 for three taps, 30 for four and five.
func allowedTileError(kernelSize: Int, terms: Int) -> Double {
  0x1p-24 * (kernelSize <= 3 ? 12 : 30) * Double(1 + terms).squareRoot()
}

/// 1, a, a², …: `count` powers.
private func powers(of base: Double, _ count: Int) -> [Double] {
  (0..<count).reduce(into: [1]) { powers, _ in powers.append(powers[powers.count - 1] * base) }.dropLast()
}

/// Coefficients of ∏ (x − root), lowest first.
private func polynomial(roots: [Double]) -> [Double] {
  roots.reduce([1]) { coefficients, root in
    zip([0] + coefficients, coefficients + [0]).map { $0 - root * $1 }
  }
}

private func squares(of values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

/// |values − reference| / |reference|, both as one long vector; the absolute error where the reference is 0.
func relativeError(_ values: [Float], reference: [Double]) -> Double {
  let error = zip(values, reference).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  let size = squares(of: reference)
  return (size == 0 ? error : error / size).squareRoot()
}
