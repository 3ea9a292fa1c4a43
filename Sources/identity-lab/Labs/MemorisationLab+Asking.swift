import LabBase
import LabRuns
import MemorisationLab

extension MemorisationLab {
  func evaluate(
    _ run: RunDirectory<MemorisationLab>, _ options: EvaluationOptions, threads: Int,
    onProgress: (Double) -> Void
  ) throws -> any PrintedReport {
    try options.requireNone(options.net.given, of: Self.subject)
    throw LabError.usage(
      "run \(run.runKey) is of a classifier, which is not asked again; `runs show` has its findings")
  }

  func drawLayers(
    of run: RunDirectory<MemorisationLab>, _ options: LayerOptions, to folder: String
  ) throws(LabError) -> [String] {
    throw .usage("run \(run.runKey) is of a classifier, whose layers are not drawn")
  }
}
