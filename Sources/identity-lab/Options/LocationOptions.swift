import ArgumentParser
import Foundation
import IdentityLab
import LabBase
import LabData
import LabRuns
import LabSweeps
import Nets

/// Where things are: flags over environment over defaults.
struct LocationOptions: ParsableArguments {
  @Option(name: .customLong("out"), help: "Output folder (else $IDENTITY_LAB_OUT, else Outputs).")
  var output: String?

  @Option(
    name: .customLong("data"),
    help: "Folder with mnist, fashion-mnist, cifar-10-batches-bin (else $IDENTITY_LAB_DATA, else the cache).")
  var dataFolder: String?

  /// The runs.
  var store: RunStore<ReconstructionLab> {
    RunStore(output: output ?? Environment.text("IDENTITY_LAB_OUT") ?? "Outputs")
  }

  /// The data sets.
  var locator: DatasetLocator {
    DatasetLocator(dataFlag: dataFolder, environment: ProcessInfo.processInfo.environment)
  }

  /// The laboratory, which looks for data there.
  var lab: ReconstructionLab { ReconstructionLab(locator: locator) }

  /// These options as arguments for a worker.
  var arguments: [String] {
    ["--out", store.output] + (dataFolder.map { ["--data", $0] } ?? [])
  }

  /// The command that computes one run of a sweep.
  var worker: WorkerCommand {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return WorkerCommand(executable: program ?? CommandLine.arguments[0], commonArguments: arguments)
  }

  func validate() throws {
    if output == "" { throw ValidationError("--out needs the path of a folder, not an empty text.") }
  }
}

/// The program's own environment variables.
enum Environment {
  /// A variable's text; nil where it is not set, or set to nothing, which shells use for the same.
  static func text(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// How many workers, and how much is said.
struct JobOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long],
    help: "Runs at a time, or auto for one a usable core (else $IDENTITY_LAB_JOBS, else auto).")
  var jobs: String?

  @Flag(name: .shortAndLong, help: "No progress bar.")
  var quiet = false

  /// The number of workers.
  func jobCount() throws -> Int {
    let text = jobs ?? Environment.text("IDENTITY_LAB_JOBS") ?? "auto"
    if text == "auto" { return Processor.usableCount }
    guard let count = Int(text), (1...4096).contains(count) else {
      throw LabError.badConfiguration(
        key: "jobs", found: "\"\(text)\"", expected: "auto or a number of workers from 1 to 4096")
    }
    return count
  }
}

/// How many threads share the arithmetic of one run.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: "Threads that share the work of a step, 1 to 256; the result has the same bits for any number.")
  var threads = 1

  /// The number of threads.
  func count() throws -> Int {
    guard (1...256).contains(threads) else {
      throw LabError.badConfiguration(
        key: "threads", found: "\(threads)", expected: "a number of threads from 1 to 256")
    }
    return threads
  }
}

/// Whether the result is for a program.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print the result as one JSON object.")
  var json = false
}
