/// The size that a picture is wanted at.
package enum PictureSize: Hashable, Sendable {
  /// The longer side in pixels; the shorter one follows from the picture's aspect.
  case longerSide(Int)
  /// Both sides, whatever the aspect.
  case exact(height: Int, width: Int)

  /// Reads `N`, the longer side, or `HEIGHTxWIDTH`, each side in a range; nil for any other text.
  package init?(_ text: String, sides: ClosedRange<Int>) {
    let texts = text.split(separator: "x", omittingEmptySubsequences: false)
    let numbers = texts.compactMap { Int($0) }.filter(sides.contains)
    guard numbers.count == texts.count, (1...2).contains(numbers.count) else { return nil }
    self = numbers.count == 1 ? .longerSide(numbers[0]) : .exact(height: numbers[0], width: numbers[1])
  }

  /// The extents that a picture of given ones comes to; no side is less than a pixel.
  package func extents(ofHeight height: Int, width: Int) -> (height: Int, width: Int) {
    switch self {
    case .exact(let height, let width): return (height, width)
    case .longerSide(let side):
      func shorter(_ part: Int, of whole: Int) -> Int { max(1, (2 * side * part + whole) / (2 * whole)) }
      return height >= width ? (side, shorter(width, of: height)) : (shorter(height, of: width), side)
    }
  }
}
