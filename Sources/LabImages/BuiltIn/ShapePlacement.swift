/// Places a shape on a picture: its bounding box is fitted into a centred square and then shifted.
///
/// Lengths are given in units of 1/28 of the picture's shorter side, that is in pixels of an MNIST picture, so that
/// a shape looks the same at every size.
struct ShapePlacement {
  /// Pixels in one unit.
  let unit: Double
  private let factor: Double
  private let shapeCentre: SIMD2<Double>
  private let pictureCentre: SIMD2<Double>

  /// Fits the box of the given points, widened by `margin` units on each side, into a square of `box` units.
  ///
  /// - Parameters:
  ///   - points: The shape's points in its own coordinates; at least one.
  ///   - box: Side of the square in units.
  ///   - margin: Ink beyond the points in units: half the thickness of a stroke.
  ///   - shift: Displacement from the picture's centre in units.
  ///   - height: Height of the picture in pixels.
  ///   - width: Width of the picture in pixels.
  init(
    points: some Sequence<SIMD2<Double>>, box: Double, margin: Double, shift: SIMD2<Double>, height: Int,
    width: Int
  ) {
    var lowest = SIMD2<Double>(repeating: .infinity)
    var highest = -lowest
    for point in points {
      lowest = pointwiseMin(lowest, point)
      highest = pointwiseMax(highest, point)
    }
    unit = Double(min(height, width)) / 28
    factor = unit * (box - 2 * margin) / (highest - lowest).max()
    shapeCentre = (lowest + highest) / 2
    pictureCentre = SIMD2(Double(width), Double(height)) / 2 + unit * shift
  }

  /// Where a point of the shape lies in pixels from the picture's top left corner.
  func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
    pictureCentre + factor * (point - shapeCentre)
  }
}
