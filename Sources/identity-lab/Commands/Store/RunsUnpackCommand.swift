import ArgumentParser
import LabBase
import LabIndex
import LabRuns

/// `runs unpack`: packed runs in folders of their own again.
struct RunsUnpackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack", abstract: "Give packed runs folders of their own again.",
    discussion: "Files that were written beside a pack since, such as studies, stay as they are.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var choice: RunChoice
  @OptionGroup var format: FormatOptions

  func run() throws {
    let labs = try choice.labs()
    var report = PackingReport()
    for lab in labs { try unpack(lab.laboratory, &report) }
    report.print("unpacked", asJSON: format.json)
  }

  private func unpack<L: ProgramLab>(_: L.Type, _ report: inout PackingReport) throws {
    let keys = try locations.index { try choice.keys(of: L.self, in: $0) }
    let bar = ProgressBar(isQuiet: format.json)
    defer { bar.clear() }
    let store = locations.store(of: L.self)
    report.add(
      try RunPacker<L>(output: store.output).unpack(
        keys.map(store.directory), onProgress: { bar.draw($0, "unpacking runs") }))
  }
}
