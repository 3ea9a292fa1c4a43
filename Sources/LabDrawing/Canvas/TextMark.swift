/// One line of text.
struct TextMark: Sendable {
  let text: String
  let style: TextStyle
  /// Start of the baseline.
  var origin: Point
  /// Direction of the baseline in radians, counted anticlockwise as a reader sees it.
  let angle: Double
  /// Measured extent, ascenders and descenders included, after turning.
  var box: Box
}
