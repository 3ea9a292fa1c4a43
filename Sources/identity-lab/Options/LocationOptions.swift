import ArgumentParser
import Foundation
import IdentityLab
import LabBase
import LabData
import LabRuns
import LabSweeps

/// Where things are: flags over environment over defaults.
struct LocationOptions: ParsableArguments {
  @Option(
    name: .customLong("out"), help: "Output folder (else $IDENTITY_LAB_OUT, else Outputs).",
    completion: .directory)
  var output: String?

  @Option(
    name: .customLong("data"),
    help: "Folder with mnist, fashion-mnist, cifar-10-batches-bin (else $IDENTITY_LAB_DATA, else the cache).",
    completion: .directory)
  var dataFolder: String?

  /// The runs.
  var store: RunStore<ReconstructionLab> {
    RunStore(output: Self.output(given: output))
  }

  /// A sweep by its name or the path of its folder.
  func sweep(_ name: String) -> SweepDirectory<ReconstructionLab> {
    SweepDirectory(matching: name, output: store.output)
  }

  /// The output folder of what is made of something stored: --out, else the one that it lies in, else the usual one.
  func output(of stored: String?) -> String { output ?? stored ?? store.output }

  /// These options with the output folder of something stored, see ``output(of:)``: what is looked at again is read and
  /// kept where it lies.
  func placed(with stored: String?) -> LocationOptions {
    var places = self
    places.output = output(of: stored)
    return places
  }

  /// The output folder: the flag's, else the environment's, else Outputs.
  static func output(given: String?) -> String {
    given ?? Environment.text("IDENTITY_LAB_OUT") ?? "Outputs"
  }

  /// The data sets; a folder that was named is looked at where data are asked for.
  var unverifiedLocator: DatasetLocator {
    DatasetLocator(dataFlag: dataFolder, environment: ProcessInfo.processInfo.environment)
  }

  /// The data sets, in a folder that is there and has some, if one was named.
  var locator: DatasetLocator {
    get throws(LabError) {
      let locator = unverifiedLocator
      try locator.requireNamedFolder()
      return locator
    }
  }

  /// The laboratory, which looks for data there.
  var lab: ReconstructionLab {
    get throws(LabError) { ReconstructionLab(locator: try locator, output: store.output) }
  }

  /// The laboratory, which draws probes by several threads and shows it.
  func lab(threads: Int, showing bar: ProgressBar) throws(LabError) -> ReconstructionLab {
    let lab = try lab
    lab.draw(threads: threads) { share in
      if share < 1 { bar.draw(share, "drawing probes") } else { bar.clear() }
    }
    return lab
  }

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
