import IdentityLab
import LabBase
import LabRuns
import Nets

/// One line of `runs list`.
struct RunSummary: Encodable {
  let runKey: String
  let state: String
  let stopReason: StopReason?
  let finalLoss: Double?
  let correlationWithIdentity: Double?
  let correlationWithConstant: Double?
  let zone: String?
  let summary: String

  /// Reads the files of a run.
  ///
  /// - Throws: `LabError` where its configuration cannot be read.
  init(_ directory: RunDirectory<ReconstructionLab>) throws(LabError) {
    let configuration = try directory.configuration()
    let record = directory.record
    let digits = record?.score(of: .digits)
    runKey = directory.runKey
    state = directory.state?.rawValue ?? "pending"
    stopReason = record?.stopReason
    finalLoss = record?.finalLoss
    correlationWithIdentity = digits?.correlationWithIdentity
    correlationWithConstant = digits?.correlationWithConstant
    zone = record?.zone?.rawValue
    summary = RunPrinter.summary(configuration)
  }
}
