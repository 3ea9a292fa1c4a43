import Nets

/// Capital letters drawn by the program: shapes that are in none of the data sets.
///
/// They are drawn with the pen of ``BuiltInDigits``: only the shape is new to a net trained on digits.
package enum BuiltInGlyphs {
  /// The letters, in the order of their numbers.
  package static let names = ["A", "B", "E", "H", "K", "R", "S", "T", "X", "Z"]

  /// Draws a letter at any size from 1 × 1 on.
  ///
  /// - Parameters:
  ///   - glyph: Place of the letter in ``names``.
  ///   - height: Height in pixels, at least 1.
  ///   - width: Width in pixels, at least 1.
  ///   - variation: Key of a variation as of ``BuiltInDigits``; nil for the canonical shape.
  /// - Returns: A grey picture of values in [0, 1].
  package static func image(glyph: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    precondition(names.indices.contains(glyph), "glyph \(glyph) is not in 0 … \(names.count - 1)")
    return StrokeRenderer.image(GlyphStrokes.all[glyph], height: height, width: width, variation: variation)
  }
}
