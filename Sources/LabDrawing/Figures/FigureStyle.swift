/// The house style of every figure: sizes in pixels, colours, distances.
package enum FigureStyle {
  static let paper = Color(0xFFFFFF)
  static let ink = Color(0x1A1A1A)
  static let secondaryInk = Color(0x4A4A4A)
  static let tileOutline = Color(0x9A9A9A)
  static let axis = Color(0x3C3C3C)
  static let gridLine = Color(0xE4E4E4)
  /// Hatching of cells and tiles that have no value.
  static let hatchPaper = Color(0xF4F4F4)
  static let hatchLine = Color(0xA8A8A8)
  /// Hatching of single pixels that are not numbers: a hue that no grey picture contains.
  static let undefinedPixel = Color(0xB5407F)

  static let title = TextStyle(size: 16, isBold: true, color: ink)
  static let subtitle = TextStyle(size: 12, isBold: false, color: secondaryInk)
  static let label = TextStyle(size: 12, isBold: false, color: ink)
  static let strongLabel = TextStyle(size: 12, isBold: true, color: ink)
  static let small = TextStyle(size: 11, isBold: false, color: ink)
  static let note = TextStyle(size: 11, isBold: false, color: secondaryInk)

  /// Tiles of nets' answers are enlarged up to this side: 28 and 14 pixels become 56, 32 become 64.
  package static let tileSide = 64

  /// White space around the whole figure.
  static let margin = 18.0
  /// Titles and notes may be this wide even if the figure below is narrower.
  static let shortestLine = 460.0
  /// Titles and notes are never wider than this, however wide the figure: long lines are hard to read.
  static let longestLine = 960.0

  /// The categorical colours of Okabe and Ito (2008), yellow left out because it fades on white.
  static let categories = [
    Color(0x0072B2), Color(0xD55E00), Color(0x009E73), Color(0xCC79A7), Color(0xE69F00), Color(0x56B4E9),
    Color(0x000000),
  ]
}
