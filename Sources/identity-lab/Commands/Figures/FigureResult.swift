import LabFigures

/// What `figure --json` prints.
struct FigureResult: Encodable {
  var figures: [WrittenPicture] = []
  var reports: [FigureReport] = []
  var failed: [String] = []
  var index: String?
  var findings: String?
}
