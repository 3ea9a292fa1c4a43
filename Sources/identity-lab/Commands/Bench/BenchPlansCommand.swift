import ArgumentParser

/// `bench plans`: what the kernels do for each layer.
struct BenchPlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Show the plan that the kernels chose for every layer of a network.")

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let plans = try network.makeBenchmark().plans
    if format.json {
      Terminal.json(["plans": plans.map(PlanLine.init)], as: .benchPlans)
      return
    }
    let rows = plans.map { [$0.layer, $0.shape, $0.plan, "\($0.scratchBytes)"] }
    Terminal.result(Terminal.table([["layer", "shape", "plan", "scratch bytes"]] + rows, leftColumns: 3))
  }
}
