import IdentityLab

/// What `evaluate --json` prints.
struct EvaluationReport: Encodable {
  let runKey: String
  let evaluation: Evaluation
  let theorem1: Double?

  private enum CodingKeys: String, CodingKey {
    case runKey, theorem1RelativeError
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(runKey, forKey: .runKey)
    try container.encodeIfPresent(theorem1, forKey: .theorem1RelativeError)
    try evaluation.encode(to: encoder)
  }
}
