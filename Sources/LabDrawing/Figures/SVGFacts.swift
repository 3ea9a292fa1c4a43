/// The facts in an SVG's `<metadata>` element: a sidecar's text, escaped.
enum SVGFacts {
  /// Puts facts into an SVG, behind its first tag; one without a tag stays as it is.
  static func written(_ facts: String, into svg: [UInt8]) -> [UInt8] {
    let text = String(decoding: svg, as: UTF8.self)
    guard let start = text.range(of: "<svg"), let end = text[start.upperBound...].firstIndex(of: ">") else {
      return svg
    }
    let escaped = facts.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
      ">", with: "&gt;")
    let next = text.index(after: end)
    return Array((text[..<next] + "\n<metadata>" + escaped + "</metadata>" + text[next...]).utf8)
  }

  /// Reads them back; nil where the first `<metadata>` element has none.
  static func read(_ svg: [UInt8]) -> FigureMetadata? {
    guard let open = svg.firstRange(of: Array("<metadata".utf8)),
      let start = svg[open.upperBound...].firstIndex(of: UInt8(ascii: ">")),
      let end = svg[start...].firstRange(of: Array("</metadata>".utf8))
    else { return nil }
    return FigureMetadata(sidecar: unescaped(svg[(start + 1)..<end.lowerBound]))
  }

  /// Text with its entities replaced: the five that XML names, and characters by number, as other programs write them.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text
    while let sign = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += rest[..<sign]
      // The longest entity that means something is &#x10FFFF;
      let end = rest[sign...].prefix(10).firstIndex(of: UInt8(ascii: ";"))
      guard let end, let character = character(String(decoding: rest[(sign + 1)..<end], as: UTF8.self)) else {
        result.append(UInt8(ascii: "&"))
        rest = rest[(sign + 1)...]
        continue
      }
      result += String(character).utf8
      rest = rest[(end + 1)...]
    }
    return result + rest
  }

  private static func character(_ entity: String) -> Unicode.Scalar? {
    switch entity {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case _ where entity.hasPrefix("#x"): UInt32(entity.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where entity.hasPrefix("#"): UInt32(entity.dropFirst()).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }
}
