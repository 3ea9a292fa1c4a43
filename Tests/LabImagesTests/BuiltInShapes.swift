import Nets

@testable import LabImages

/// The three kinds of built-in shapes behind one face, for tests that hold for all of them.
enum BuiltInShapes: CaseIterable {
  case digits, garments, glyphs

  func image(_ index: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    switch self {
    case .digits: BuiltInDigits.image(digit: index, height: height, width: width, variation: variation)
    case .garments: BuiltInGarments.image(kind: index, height: height, width: width, variation: variation)
    case .glyphs: BuiltInGlyphs.image(glyph: index, height: height, width: width, variation: variation)
    }
  }

  /// Side of the square a shape fills in an MNIST-sized picture.
  var box: Double {
    self == .garments ? 24 : 20
  }

  /// First and last place, plus 1, of a value of at least one half, down and across.
  static func inkBounds(_ image: Image) -> (rows: Range<Int>, columns: Range<Int>)? {
    let rows = (0..<image.height).filter { y in (0..<image.width).contains { image[0, y, $0] >= 0.5 } }
    let columns = (0..<image.width).filter { x in (0..<image.height).contains { image[0, $0, x] >= 0.5 } }
    guard let top = rows.first, let bottom = rows.last, let left = columns.first, let right = columns.last
    else { return nil }
    return (top..<bottom + 1, left..<right + 1)
  }
}
