import ArgumentParser
import LabBase
import LabRuns
import LabSweeps

/// Which stored nets a command looks at.
struct NetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Runs and sweeps: a run's key, the first digits of it or its folder; a sweep's name for all of its nets.",
      valueName: "net"), completion: .nets)
  var nets: [String]

  /// The laboratory that the first of them is of.
  ///
  /// - Throws: `LabError` where that is neither a run nor a sweep.
  func laboratory(in places: LocationOptions) throws(LabError) -> any ProgramLab.Type {
    let name = nets.first ?? ""
    let isSweep = places.sweepNames.contains(name)
    return isSweep ? try places.laboratory(ofSweep: name) : try places.laboratory(ofRun: name)
  }

  /// The finished runs that are named, each once, in their order.
  ///
  /// A name that a sweep has is the sweep's. A sweep's runs that are not done are left out, and counted on standard
  /// error.
  ///
  /// - Throws: `LabError.missingInput` for a name that is neither's, and for a sweep without a finished run;
  ///   `.badConfiguration` for one of another laboratory.
  func runs<L: ProgramLab>(in store: RunStore<L>) throws(LabError) -> [RunDirectory<L>] {
    let sweeps = Set(SweepDirectory<L>.names(output: store.output))
    var runs: [RunDirectory<L>] = []
    for name in nets {
      guard sweeps.contains(name) else {
        let run = try store.run(matching: name)
        try run.requireOwn()
        runs.append(run)
        continue
      }
      let planned = try SweepDirectory<L>(output: store.output, name: name).plan().runs
        .map { store.directory($0.runKey) }
      let done = planned.filter { $0.record != nil }
      guard !done.isEmpty else {
        throw .missingInput(what: "a finished run of sweep \(name)", advice: "run the sweep first")
      }
      if done.count < planned.count {
        Terminal.error(
          "sweep \(name): \(planned.count - done.count) of \(Terminal.count(planned.count, "run")) left out, "
            + "for they are not done")
      }
      runs += done
    }
    return runs.reduce(into: []) { all, run in if !all.contains(run) { all.append(run) } }
  }
}
