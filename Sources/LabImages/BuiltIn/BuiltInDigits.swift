import Nets

/// Digits 0 … 9 drawn by the program, for use where MNIST is absent.
///
/// White strokes with soft edges on black. The ink fills a centred square of 20/28 of the picture's shorter side, as
/// in MNIST, and is 2.5/28 of it thick.
package enum BuiltInDigits {
  /// Draws a digit at any size from 1 × 1 on.
  ///
  /// - Parameters:
  ///   - digit: The digit, 0 … 9.
  ///   - height: Height in pixels, at least 1.
  ///   - width: Width in pixels, at least 1.
  ///   - variation: Key under which a slant within ±15°, a thickness within ±30 %, a shift within ±2/28 of the
  ///     shorter side, a size within ±8 % and a bending of the strokes are drawn; nil for the canonical shape.
  /// - Returns: A grey picture of values in [0, 1].
  package static func image(digit: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    precondition(DigitStrokes.all.indices.contains(digit), "digit \(digit) is not in 0 … 9")
    return StrokeRenderer.image(DigitStrokes.all[digit], height: height, width: width, variation: variation)
  }
}
