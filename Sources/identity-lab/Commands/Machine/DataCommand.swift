import ArgumentParser

/// `data`: the data sets on this machine.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List and verify the data sets on this machine.",
    subcommands: [DataListCommand.self, DataVerifyCommand.self])
}
