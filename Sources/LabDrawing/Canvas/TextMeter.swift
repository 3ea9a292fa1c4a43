import CCairo
import Foundation
import LabBase

/// Measures text as it will be drawn, breaks it into lines and sets it.
///
/// Every figure measures before it places, so a label is never cut off and never runs into a tile.
final class TextMeter {
  private let surface: OpaquePointer
  private let context: OpaquePointer

  /// Where the lines of a block start.
  enum Alignment {
    case left
    case center
    case right
  }

  /// Opens a canvas to measure on; throws `LabError.unavailable` if cairo cannot.
  init() throws(LabError) {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1),
      let context = cairo_create(surface), cairo_status(context) == CAIRO_STATUS_SUCCESS
    else {
      throw LabError.unavailable(what: "cairo", advice: "install libcairo2 and fonts-dejavu-core")
    }
    self.surface = surface
    self.context = context
    Canvas.useFigureFonts(context)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Width of one line, whichever is greater of its advance and its ink.
  func width(_ text: String, _ style: TextStyle) -> Double {
    Canvas.select(style, in: context)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return max(extents.x_advance, extents.x_bearing + extents.width)
  }

  /// Height from ascenders to descenders, rounded up to whole pixels.
  func lineHeight(_ style: TextStyle) -> Double { (ascent(style) + 0.26 * style.size).rounded(.up) }

  /// Height of the baseline below the top of a line: DejaVu Sans' ascent as a share of its size.
  private func ascent(_ style: TextStyle) -> Double { (0.94 * style.size).rounded(.up) }

  /// One line of text with its box's top left corner at the origin, before turning about the origin.
  func line(_ text: String, _ style: TextStyle) -> TextMark {
    TextMark(
      text: text, style: style, origin: Point(x: 0, y: ascent(style)), angle: 0,
      box: Box(x: 0, y: 0, width: width(text, style), height: lineHeight(style)))
  }

  /// A block of wrapped lines with its top left corner at the origin.
  ///
  /// Lines are at most `width` wide; `alignment` is within the widest of them.
  func block(
    _ text: String, _ style: TextStyle, width: Double = .infinity, alignment: Alignment = .left
  ) -> Drawing {
    let lines = wrap(text, style, width: width).map { line($0, style) }
    let widest = lines.map(\.box.width).max() ?? 0
    var drawing = Drawing()
    for (index, mark) in lines.enumerated() {
      let offset =
        switch alignment {
        case .left: 0.0
        case .center: (widest - mark.box.width) / 2
        case .right: widest - mark.box.width
        }
      drawing.add(Mark.text(mark).moved(x: offset, y: Double(index) * lineHeight(style)))
    }
    return drawing
  }

  /// One line turned anticlockwise about the start of its box's middle line, which is placed at the origin.
  func turned(_ text: String, _ style: TextStyle, degrees: Double) -> Drawing {
    let flat = line(text, style)
    let angle = degrees * .pi / 180
    func turn(_ point: Point) -> Point {
      let y = point.y - flat.box.height / 2
      return Point(x: point.x * cos(angle) + y * sin(angle), y: -point.x * sin(angle) + y * cos(angle))
    }
    var drawing = Drawing()
    drawing.add(
      .text(
        TextMark(
          text: flat.text, style: style, origin: turn(flat.origin), angle: angle,
          box: Box(around: flat.box.corners.map(turn)) ?? flat.box)))
    return drawing
  }
}

extension TextMeter {
  /// Breaks text into lines of at most a width: at spaces, after `/`, after a hyphen between letters, at soft
  /// hyphens, and inside a word only if the word alone is too wide.
  func wrap(_ text: String, _ style: TextStyle, width limit: Double) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for piece in TextMeter.pieces(of: paragraph) {
        if width(TextMeter.displayed(line + piece), style) <= limit {
          line += piece
          continue
        }
        if !line.isEmpty { lines.append(TextMeter.displayed(line)) }
        line = piece
        while width(TextMeter.displayed(line), style) > limit, line.count > 1 {
          var head = String(line.prefix(1))
          for character in line.dropFirst() {
            guard width(head + String(character), style) <= limit else { break }
            head.append(character)
          }
          lines.append(TextMeter.displayed(head))
          line = String(line.dropFirst(head.count))
        }
      }
      lines.append(TextMeter.displayed(line))
    }
    return lines
  }

  /// Width of the widest part of a text that wrapping would not break.
  func widestPiece(_ text: String, _ style: TextStyle) -> Double {
    text.split(separator: "\n").flatMap(TextMeter.pieces(of:))
      .map { width(TextMeter.displayed($0), style) }.max() ?? 0
  }

  private static let softHyphen: Character = "\u{AD}"

  /// Parts between which a line may break, each with what separates it from the next.
  private static func pieces(of paragraph: Substring) -> [String] {
    let characters = paragraph.map { character in
      // Control characters would be drawn as boxes.
      character.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? character : " "
    }
    var pieces: [String] = []
    var piece = ""
    for (index, character) in characters.enumerated() {
      piece.append(character)
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isBetweenLetters = index > 0 && characters[index - 1].isLetter && next.isLetter
      let breaks =
        character == " " || character == softHyphen || (character == "/" && next != " ")
        || (character == "-" && isBetweenLetters)
      if breaks {
        pieces.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  /// A line as it is drawn: no trailing spaces, soft hyphens visible only where the line ends.
  private static func displayed(_ line: String) -> String {
    var shown = line
    while shown.last == " " { shown.removeLast() }
    let endsSoftly = shown.last == softHyphen
    shown.removeAll { $0 == softHyphen }
    return endsSoftly ? shown + "-" : shown
  }
}
