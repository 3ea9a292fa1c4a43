import Nets

/// One line of `bench plans --json`.
struct PlanLine: Encodable {
  let layer: String
  let shape: String
  let plan: String
  let scratchBytes: Int

  init(_ plan: PlanDescription) {
    layer = plan.layer
    shape = plan.shape
    self.plan = plan.plan
    scratchBytes = plan.scratchBytes
  }
}
