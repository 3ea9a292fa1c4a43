@testable import LabDrawing

extension FigureOutput {
  /// All text of the picture in one line, every blank a plain one.
  var words: String { page.texts.map(\.text).joined(separator: " ").replacing("\u{A0}", with: " ") }
}
