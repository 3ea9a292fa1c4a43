import LabRuns

/// What is done with the chosen runs of all laboratories: they are packed, or unpacked.
enum Packing {
  case pack, unpack

  /// Does it, under a progress bar.
  func report(of choice: RunChoice, in locations: LocationOptions, isQuiet: Bool) throws -> PackingReport {
    let bar = ProgressBar(isQuiet: isQuiet)
    defer { bar.clear() }
    var report = PackingReport()
    for lab in try choice.labs() { try add(lab.laboratory, choice, locations, bar, to: &report) }
    return report
  }

  private func add<L: ProgramLab>(
    _: L.Type, _ choice: RunChoice, _ locations: LocationOptions, _ bar: ProgressBar,
    to report: inout PackingReport
  ) throws {
    let store = locations.store(of: L.self)
    let runs = try locations.index { try choice.keys(of: L.self, in: $0) }.map(store.directory)
    let packer = RunPacker<L>(output: store.output)
    switch self {
    case .pack: report.add(try packer.pack(runs) { bar.draw($0, "packing runs") })
    case .unpack: report.add(try packer.unpack(runs) { bar.draw($0, "unpacking runs") })
    }
  }
}
