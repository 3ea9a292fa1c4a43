/// How a line of text looks: DejaVu Sans at a size in pixels.
struct TextStyle: Equatable, Sendable {
  /// Size of the font's em square in pixels; at least 11 in every figure.
  let size: Double
  /// Whether the bold face is used.
  let isBold: Bool
  /// The colour of the glyphs.
  let color: Color

  /// The same style in another colour.
  func colored(_ color: Color) -> TextStyle { TextStyle(size: size, isBold: isBold, color: color) }
}
