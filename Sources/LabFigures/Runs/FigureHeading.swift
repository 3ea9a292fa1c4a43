/// The texts over and under a figure's pictures.
package struct FigureHeading: Equatable, Sendable {
  /// The heading.
  package let title: String
  /// What was trained on what.
  package let subtitle: String
  /// Where the figure comes from.
  package let source: String

  /// Gathers the texts.
  package init(title: String, subtitle: String, source: String) {
    self.title = title
    self.subtitle = subtitle
    self.source = source
  }
}
