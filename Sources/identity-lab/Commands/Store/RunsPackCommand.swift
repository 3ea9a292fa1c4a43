import ArgumentParser

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
    try Packing.pack.report(of: choice, in: locations, isQuiet: format.json)
      .print("packed", asJSON: format.json)
  }
}
