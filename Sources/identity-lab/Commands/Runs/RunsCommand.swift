import ArgumentParser

/// `runs`: what has been run.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, show and compare stored runs, ask about them, and keep house.",
    subcommands: [
      RunsListCommand.self, RunsShowCommand.self, RunsCompareCommand.self, RunsQueryCommand.self,
      RunsExportCommand.self, RunsPackCommand.self, RunsUnpackCommand.self, RunsCleanCommand.self,
    ])
}
