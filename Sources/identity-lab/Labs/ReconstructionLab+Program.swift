import IdentityLab
import LabBase
import LabData
import LabFigures
import LabRuns

extension ReconstructionLab: ProgramLab {
  static let subject = "nets that reconstruct images"
  static let runSchema = OutputSchema.run
  static let unfittedRemark = "what they answer is no finding, and they have no zone"
  static let drawingCommands = ["layers", "filters", "film", "jacobian", "iterate", "receptive"]
  static let listColumns = [("loss", 1), ("identity", 4), ("constant", 4), ("zone", 1)]
    .map { (name: $0.0, rank: $0.1) }
  static let tableColumns = "loss,identity,constant,zone,stepsDone"
  static let plotColumns = "identity,constant"

  static func make(locator: DatasetLocator, output: String?) -> ReconstructionLab {
    ReconstructionLab(locator: locator, output: output)
  }

  func prepare(threads: Int, showing bar: ProgressBar) {
    draw(threads: threads) { share in
      if share < 1 { bar.draw(share, "drawing probes") } else { bar.clear() }
    }
  }

  static func hint(_ outcome: TrainingOutcome, _ configuration: ReconstructionConfiguration) -> String? {
    TrainingHint.text(outcome, configuration)
  }

  func cell(
    _ word: String?, probes: [String]
  ) throws(LabError) -> (cell: ReconstructionCell, name: [String]) {
    let kinds = ReconstructionCell.Kind.allCases.map(\.rawValue)
    guard let kind = ReconstructionCell.Kind(rawValue: word ?? "prediction") else {
      throw .badConfiguration(
        key: "--cell", found: "\"\(word ?? "")\"", expected: Spelling.choices(for: word ?? "", among: kinds))
    }
    guard !probes.isEmpty else { return (ReconstructionCell(kind), [kind.rawValue]) }
    guard kind.isOfProbes else {
      throw .usage("--probe goes with a cell of answers, not with --cell \(kind.rawValue)")
    }
    var asked: [GridProbe] = []
    for text in probes { asked.append(try GridProbe(text, locator: locator)) }
    return (ReconstructionCell(kind, probes: asked), [kind.rawValue] + asked.map(\.fileName))
  }

  func preview(of run: ReconstructionRun, threads: Int) throws(LabError) -> String? {
    try RunPreview(run, lab: self, threads: threads).write()
  }

  func evaluate(
    _ run: RunDirectory<ReconstructionLab>, _ options: EvaluationOptions, threads: Int,
    onProgress: (Double) -> Void
  ) throws -> any PrintedReport {
    try options.requireNone(options.classifier.given, of: Self.subject)
    let evaluation = try options.net.request().evaluate(
      run, lab: self, threads: threads, onProgress: onProgress)
    return EvaluationReport(
      run, configuration: try run.configuration(), evaluation: evaluation,
      theorem1: try run.distanceFromTheorem1(lab: self), asked: options.net)
  }

  func drawLayers(
    of run: RunDirectory<ReconstructionLab>, _ options: LayerOptions, to folder: String
  ) throws(LabError) -> [String] {
    try options.sheets().write(
      run, inputs: options.input, isUntrained: options.untrained, afterActivation: options.afterActivation,
      to: folder, lab: self)
  }
}
