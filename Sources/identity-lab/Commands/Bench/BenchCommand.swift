import ArgumentParser

/// `bench`: how long a training step takes here, what it needs, and what the machine could do.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training steps, and show their memory, plans and scaling.",
    subcommands: [
      BenchStepCommand.self, BenchPlansCommand.self, BenchMemoryCommand.self, BenchMachineCommand.self,
      BenchLossesCommand.self, BenchEpochCommand.self, BenchEpochLossesCommand.self, BenchScalingCommand.self,
    ])
}
