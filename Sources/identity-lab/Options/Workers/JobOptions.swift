import ArgumentParser
import LabBase
import Nets

/// How many workers, and how much is said.
struct JobOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long],
    help: "Runs at a time, or auto for one a usable core (else $IDENTITY_LAB_JOBS, else auto).")
  var jobs: String?

  @Flag(name: .shortAndLong, help: "Say nothing of how far it is.")
  var quiet = false

  @OptionGroup var portable: PortableOptions

  /// The number of workers.
  func jobCount() throws -> Int {
    let text = jobs ?? Environment.text("IDENTITY_LAB_JOBS") ?? "auto"
    if text == "auto" { return MachineProcessors.usable(scheduled: Processor.usableCount) }
    guard let count = Int(text), (1...4096).contains(count) else {
      throw LabError.badConfiguration(
        key: "--jobs", found: "\"\(text)\"", expected: "auto or a number of workers from 1 to 4096")
    }
    return count
  }
}
