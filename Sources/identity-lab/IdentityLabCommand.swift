import ArgumentParser

@main
struct IdentityLabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "identity-lab")
}
