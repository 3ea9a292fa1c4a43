import ArgumentParser

/// `sweep`: many runs.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Run every combination of settings.",
    subcommands: [
      SweepRunCommand.self, SweepListCommand.self, SweepShowCommand.self, SweepStatusCommand.self,
      SweepGatherCommand.self, SweepWorkCommand.self, SweepCancelCommand.self,
    ])
}
