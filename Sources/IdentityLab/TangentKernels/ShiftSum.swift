/// Sums of a matrix over pairs of pixels along the shifts that both share: what a convolution does to a covariance.
///
/// For a matrix M of one value for every pixel p of one image and every pixel q of another,
///
/// S(p, q) = factor · Σ_d M(p + d, q + d),
///
/// d over the k · k taps of a filter, M zero outside of the images, as padding is. The taps are a product of rows and
/// columns, so the sum is of row shifts first and then of column shifts: 2k additions an entry instead of k². They
/// are plain additions in the order of the shifts, each along whole rows of memory. Running sums would take fewer where
/// k is large, but subtract: what is exactly zero, as a black border is, would become a rounding error of either sign.
struct ShiftSum {
  private let height: Int
  private let width: Int
  private let shifts: ClosedRange<Int>

  /// Sums for images of height × width pixels and k × k taps, k at least 1, the smaller half of the k − 1 before.
  init(height: Int, width: Int, kernelSize: Int) {
    self.height = height
    self.width = width
    let before = (kernelSize - 1) / 2
    shifts = -before...(kernelSize - 1 - before)
  }

  private var pixels: Int { height * width }

  /// Replaces a matrix, [H · W, H · W], by its sums times a factor.
  ///
  /// - Parameter scratch: room for as many values, left with no meaning.
  func apply(to matrix: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>, factor: Double) {
    sumRows(matrix, into: scratch)
    sumColumns(scratch, into: matrix, factor: factor)
  }

  /// The sums of one value a pixel along both axes, times a factor: the diagonal of ``apply(to:scratch:factor:)`` where
  /// the two images are one.
  func diagonal(_ values: [Double], factor: Double) -> [Double] {
    var rows = [Double](repeating: 0, count: pixels)
    var sums = rows
    for y in 0..<height {
      for shift in shifts where (0..<height).contains(y + shift) {
        for x in 0..<width { rows[y * width + x] += values[(y + shift) * width + x] }
      }
      for x in 0..<width {
        var sum = 0.0
        for shift in shifts where (0..<width).contains(x + shift) { sum += rows[y * width + x + shift] }
        sums[y * width + x] = factor * sum
      }
    }
    return sums
  }

  private func sumRows(_ source: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>) {
    for y in 0..<height {
      for x in 0..<width {
        let sums = target + (y * width + x) * pixels
        sums.update(repeating: 0, count: pixels)
        for shift in shifts where (0..<height).contains(y + shift) {
          let shifted = source + ((y + shift) * width + x) * pixels
          let rows = overlap(shift, height)
          add(
            shifted + (rows.lowerBound + shift) * width, to: sums + rows.lowerBound * width,
            rows.count * width)
        }
      }
    }
  }

  private func sumColumns(
    _ source: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, factor: Double
  ) {
    for y in 0..<height {
      for x in 0..<width {
        let sums = target + (y * width + x) * pixels
        sums.update(repeating: 0, count: pixels)
        for shift in shifts where (0..<width).contains(x + shift) {
          let shifted = source + (y * width + x + shift) * pixels
          let columns = overlap(shift, width)
          for row in 0..<height {
            let first = row * width + columns.lowerBound
            add(shifted + first + shift, to: sums + first, columns.count)
          }
        }
        for index in 0..<pixels { sums[index] *= factor }
      }
    }
  }

  /// The places that lie within an axis both as they are and shifted.
  private func overlap(_ shift: Int, _ extent: Int) -> Range<Int> {
    max(0, -shift)..<min(extent, extent - shift)
  }

  @inline(__always)
  private func add(_ values: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>, _ count: Int) {
    for index in 0..<count { sums[index] += values[index] }
  }
}
