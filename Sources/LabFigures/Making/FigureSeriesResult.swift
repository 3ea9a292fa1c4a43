/// What became of several figures: what `figure --json` prints.
package struct FigureSeriesResult: Encodable, Sendable {
  /// The pictures of the figures that were made.
  package internal(set) var figures: [WrittenPicture] = []
  /// What those figures say.
  package internal(set) var reports: [FigureReport] = []
  /// Names of the figures that were not made.
  package internal(set) var failed: [String] = []
  /// The page over all figures of the folder.
  package internal(set) var index: String?
  /// The page of findings, where one was asked for.
  package internal(set) var findings: String?

  /// Nothing yet.
  package init() {}
}
