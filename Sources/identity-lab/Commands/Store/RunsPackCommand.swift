import ArgumentParser
import LabBase
import LabIndex
import LabRuns

/// `runs pack`: the files of many runs in few.
struct RunsPackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Put the files of finished runs into one file for each prefix of their keys.",
    discussion: """
      OUT/runs/ab.tar then holds the runs whose keys begin with ab; every command reads them as before, and tar xf in \
      OUT/runs gives the folders back, as runs unpack does. The folders are removed once the pack is written, flushed and \
      read back. Runs that are not done, or that a process is at, are left.
      """)

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var choice: RunChoice
  @OptionGroup var format: FormatOptions

  func run() throws {
    let labs = try choice.labs()
    var report = PackingReport()
    for lab in labs { try pack(lab.laboratory, &report) }
    report.print("packed", asJSON: format.json)
  }

  private func pack<L: ProgramLab>(_: L.Type, _ report: inout PackingReport) throws {
    let keys = try locations.index { try choice.keys(of: L.self, in: $0) }
    let bar = ProgressBar(isQuiet: format.json)
    defer { bar.clear() }
    let store = locations.store(of: L.self)
    report.add(
      try RunPacker<L>(output: store.output).pack(
        keys.map(store.directory), onProgress: { bar.draw($0, "packing runs") }))
  }
}
