import ArgumentParser
import LabBase
import Nets

/// How many workers, and how much is said.
struct JobOptions: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: "Runs at a time, or auto for one a usable core (else $IDENTITY_LAB_JOBS, else auto).")
  var jobs: String?

  @Flag(name: .shortAndLong, help: "Say nothing of how far it is.")
  var quiet = false

  @OptionGroup var portable: PortableOptions

  /// Whether the number is this program's choice, which may be lowered where memory is short.
  var isAutomatic: Bool { text == "auto" }

  private var text: String { jobs ?? Environment.text("IDENTITY_LAB_JOBS") ?? "auto" }

  /// The number of workers.
  func jobCount() throws -> Int {
    if isAutomatic { return MachineProcessors.usable(scheduled: Processor.usableCount) }
    guard let count = Int(text), (1...4096).contains(count) else {
      throw LabError.badConfiguration(
        key: "--jobs", found: "\"\(text)\"", expected: "auto or a number of workers from 1 to 4096")
    }
    return count
  }
}
