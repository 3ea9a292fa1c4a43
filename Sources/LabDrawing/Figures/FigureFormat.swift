/// The file formats a figure can be drawn in; the raw value is the file's extension.
package enum FigureFormat: String, CaseIterable, Codable, Sendable {
  /// Pixels, one for every unit of the layout; carries its configuration in iTXt chunks.
  case png
  /// Scalable drawing for the web; carries its configuration in a `<metadata>` element.
  case svg
  /// Scalable drawing for papers, 0.75 pt a unit (a CSS pixel); carries its configuration in its keywords.
  case pdf
}
