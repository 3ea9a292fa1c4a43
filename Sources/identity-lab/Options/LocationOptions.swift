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

  /// The output folder.
  var folder: String { Self.output(given: output) }

  /// The runs of a laboratory.
  func store<L: ProgramLab>(of _: L.Type = L.self) -> RunStore<L> { RunStore(output: folder) }

  /// A run of a laboratory, meant as by `RunStore.run(matching:)`.
  ///
  /// - Throws: `LabError` where none is meant, or one of another laboratory.
  func run<L: ProgramLab>(_ name: String, of _: L.Type = L.self) throws(LabError) -> RunDirectory<L> {
    let run = try store(of: L.self).run(matching: name)
    try run.requireOwn()
    return run
  }

  /// A sweep by its name or the path of its folder.
  func sweep<L: ProgramLab>(_ name: String, of _: L.Type = L.self) -> SweepDirectory<L> {
    SweepDirectory(matching: name, output: folder)
  }

  /// Names of all sweeps.
  var sweepNames: [String] { SweepDirectory<ReconstructionLab>.names(output: folder) }

  /// The laboratory that a run is of; a run is meant as by ``RunStore/run(matching:)``.
  ///
  /// - Throws: `LabError` where no run is meant, or it is of a laboratory that this program does not have.
  func laboratory(ofRun name: String) throws(LabError) -> any ProgramLab.Type {
    let run = try store(of: ReconstructionLab.self).run(matching: name)
    return try LabName(run.mark, of: "run \(run.runKey)").laboratory
  }

  /// The laboratory that a sweep is of; of a sweep that is not there the first one, which says so.
  func laboratory(ofSweep name: String) throws(LabError) -> any ProgramLab.Type {
    let sweep = sweep(name, of: ReconstructionLab.self)
    return try LabName(sweep.mark, of: "sweep \(sweep.name)").laboratory
  }

  /// The output folder of what is made of something stored: --out, else the one that it lies in, else the usual one.
  func output(of stored: String?) -> String { output ?? stored ?? folder }

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

  /// A laboratory, which prepares its data by several threads and shows it.
  func lab<L: ProgramLab>(
    _: L.Type = L.self, threads: Int, showing bar: ProgressBar
  ) throws(LabError) -> L {
    let lab = try L.make(in: self)
    lab.prepare(threads: threads, showing: bar)
    return lab
  }

  /// These options as arguments for a worker.
  var arguments: [String] {
    ["--out", folder] + (dataFolder.map { ["--data", $0] } ?? [])
  }

  /// The command that starts a worker of a sweep.
  var worker: WorkerCommand {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return WorkerCommand(executable: program ?? CommandLine.arguments[0], commonArguments: arguments)
  }

  func validate() throws {
    if output == "" { throw ValidationError("--out needs the path of a folder, not an empty text.") }
  }
}
