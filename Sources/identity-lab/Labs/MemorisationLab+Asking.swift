import LabBase
import LabFigures
import LabRuns
import MemorisationLab

extension MemorisationLab {
  func evaluate(
    _ run: RunDirectory<MemorisationLab>, _ options: EvaluationOptions, threads: Int,
    onProgress: (Double) -> Void
  ) throws -> any PrintedReport {
    try options.requireNone(options.net.given, of: Self.subject)
    let scores = try ClassifierRequest(testSet: options.classifier.testSet).evaluate(
      run, lab: self, threads: threads, onProgress: onProgress)
    return ClassifierReport(run, configuration: try run.configuration(), scores: scores)
  }

  func drawLayers(
    of run: RunDirectory<MemorisationLab>, _ options: LayerOptions, to folder: String
  ) throws(LabError) -> [String] {
    let traces = try ClassifierTraces(
      run, inputs: options.input, isUntrained: options.untrained, afterActivation: options.afterActivation,
      lab: self)
    return try options.sheets().write(traces, to: folder)
  }
}
