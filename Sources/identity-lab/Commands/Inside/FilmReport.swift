import IdentityLab

/// What `film --json` prints.
struct FilmReport: Encodable {
  /// A row of the strip.
  struct Row: Encodable {
    let step: Int
    let loss: Double
  }

  let runKey: String
  let files: [String]
  let steps: [Row]

  /// Takes the steps and losses of a film.
  init(runKey: String, files: [String], frames: [Film.Frame]) {
    self.runKey = runKey
    self.files = files
    steps = frames.map { Row(step: $0.step, loss: $0.loss) }
  }
}
