import LabBase

extension ReconstructionRecord {
  /// What a picture of the net has to say where training did not end with a fitted one; nil where it did.
  package var caveat: String? {
    guard outcome != .fitted else { return nil }
    let loss = finalLoss.map { "loss \(NumberText.short($0))" } ?? "no finite loss"
    return "not fitted: \(outcome.rawValue), \(outcome.meaning) (\(loss) after \(steps) steps)"
  }
}
