/// The part of a picture that is kept.
package enum PictureCrop: Hashable, Sendable, CustomStringConvertible {
  /// The largest square in the middle; of two middles the upper or left one.
  case square
  /// So many columns and rows of pixels from a corner on, counted from 0 at the top left.
  case rectangle(width: Int, height: Int, x: Int, y: Int)

  /// What a text of it looks like, for errors and help.
  package static let form = "square, or WIDTHxHEIGHT+X+Y in pixels of the picture"

  /// Reads `square` or `WIDTHxHEIGHT+X+Y`, as ImageMagick writes it; nil for any other text.
  package init?(_ text: String) {
    if text == "square" {
      self = .square
      return
    }
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let texts = parts[0].split(separator: "x", omittingEmptySubsequences: false) + parts[1...]
    let numbers = texts.compactMap { text in
      text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.utf8.count <= 5 ? Int(text) : nil
    }
    guard texts.count == 4, numbers.count == 4, numbers[0] >= 1, numbers[1] >= 1 else { return nil }
    self = .rectangle(width: numbers[0], height: numbers[1], x: numbers[2], y: numbers[3])
  }

  /// The text that reads as the same.
  package var description: String {
    switch self {
    case .square: "square"
    case .rectangle(let width, let height, let x, let y): "\(width)x\(height)+\(x)+\(y)"
    }
  }

  /// The rows and columns kept of a picture; nil where the part is not inside it.
  func extent(height: Int, width: Int) -> (rows: Range<Int>, columns: Range<Int>)? {
    switch self {
    case .square:
      let side = min(height, width)
      let (top, left) = ((height - side) / 2, (width - side) / 2)
      return (top..<top + side, left..<left + side)
    case .rectangle(let partWidth, let partHeight, let x, let y):
      guard x + partWidth <= width, y + partHeight <= height else { return nil }
      return (y..<y + partHeight, x..<x + partWidth)
    }
  }
}

extension PictureCrop: Codable {
  /// Reads the text.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let crop = PictureCrop(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not \(PictureCrop.form)")
    }
    self = crop
  }

  /// Writes the text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
