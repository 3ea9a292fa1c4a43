/// Makes cairo's SVG reproducible and its tiles sharp.
///
/// Cairo names pictures and surfaces after a counter of the whole process, so the same drawing made twice
/// differs; here they are numbered anew in the order they appear. It also does not tell viewers that
/// enlarged pictures must not be smoothed.
enum SVGNormalizer {
  private static let names = ["image", "surface"].map { Array($0.utf8) }
  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")

  /// The file with names numbered from 0 and pictures marked as pixels.
  static func normalized(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4096)
    var numbers: [[UInt8]: Int] = [:]
    let opening = Array("<image ".utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      result.append(byte)
      index += 1
      if byte == UInt8(ascii: "<"), starts(bytes, at: index - 1, with: opening) {
        result += Array("image style=\"image-rendering:pixelated\" ".utf8)
        index += opening.count - 1
      } else if byte == quote || byte == hash, let end = nameEnd(bytes, at: index) {
        let name = Array(bytes[index..<end])
        let number = numbers[name] ?? numbers.count
        numbers[name] = number
        result += Array("object\(number)".utf8)
        index = end
      }
    }
    return result
  }

  /// The end of a counted name that starts here and fills its quotes or reference; nil if there is none.
  private static func nameEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    guard let name = names.first(where: { starts(bytes, at: start, with: $0) }) else { return nil }
    var end = start + name.count
    while end < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end]) { end += 1 }
    guard end > start + name.count, end < bytes.count, bytes[end] == quote || bytes[end] == UInt8(ascii: ")")
    else { return nil }
    return end
  }

  private static func starts(_ bytes: [UInt8], at index: Int, with prefix: [UInt8]) -> Bool {
    index + prefix.count <= bytes.count && bytes[index..<index + prefix.count].elementsEqual(prefix)
  }
}
