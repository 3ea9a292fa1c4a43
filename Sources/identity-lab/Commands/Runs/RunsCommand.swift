import ArgumentParser

/// `runs`: what has been run.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, show and compare stored runs.",
    subcommands: [RunsListCommand.self, RunsShowCommand.self, RunsCompareCommand.self])
}
