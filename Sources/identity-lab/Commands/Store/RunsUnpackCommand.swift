import ArgumentParser

/// `runs unpack`: packed runs in folders of their own again.
struct RunsUnpackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack", abstract: "Give packed runs folders of their own again.",
    discussion: "Files that were written beside a pack since, such as studies, stay as they are.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var choice: RunChoice
  @OptionGroup var format: FormatOptions

  func run() throws {
    try Packing.unpack.report(of: choice, in: locations, isQuiet: format.json)
      .print("unpacked", asJSON: format.json)
  }
}
