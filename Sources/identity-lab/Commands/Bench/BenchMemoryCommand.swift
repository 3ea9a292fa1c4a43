import ArgumentParser
import LabBase

/// `bench memory`: what a network's training holds.
struct BenchMemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Show the memory of a network's training by purpose, and the process's peak after a few steps.")

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Steps to take before the peak is read.")
  var steps = 3

  func run() throws {
    guard (0...1_000_000).contains(steps) else {
      throw LabError.badConfiguration(
        key: "--steps", found: "\(steps)", expected: "a number of steps from 0 to 1000000")
    }
    let memory = try network.makeBenchmark().memory(afterSteps: steps)
    if format.json { return Terminal.json(memory, as: .benchMemory) }
    let planned = memory.planned
    let rows = [
      ["weights", Terminal.bytes(planned.weights)],
      ["optimizer state", Terminal.bytes(planned.optimizerState)],
      ["gradients", Terminal.bytes(planned.gradients)],
      ["activations", Terminal.bytes(planned.activations)], ["scratch", Terminal.bytes(planned.scratch)],
      ["total", Terminal.bytes(memory.total)],
      ["peak of the process", memory.peakResident.map(Terminal.bytes) ?? "–"],
    ]
    Terminal.result(Terminal.count(memory.parameters, "parameter"))
    Terminal.result(Terminal.table(rows))
  }
}
