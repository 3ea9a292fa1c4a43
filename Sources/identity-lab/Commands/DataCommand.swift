import ArgumentParser
import LabData

/// `data`: the data sets on this machine.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List and verify the data sets on this machine.",
    subcommands: [DataListCommand.self, DataVerifyCommand.self])
}

/// `data list`: what is there.
struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the data sets that are found, and where they are looked for.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let inventory = DatasetInventory(locator: locations.locator)
    if format.json {
      Terminal.json(inventory)
      return
    }
    let rows = inventory.entries.map { entry in
      [entry.dataset, entry.split, entry.isPresent ? "present" : "absent", entry.folder ?? "–"]
    }
    Terminal.result(Terminal.table([["data set", "part", "", "folder"]] + rows, leftColumns: 4))
    Terminal.result("looked in: \(inventory.searched.joined(separator: ", "))")
    Terminal.result(
      "built-in digits, garments, glyphs and patterns are always there (builtin:7, pattern:stripes)")
  }
}

/// `data verify`: read everything.
struct DataVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read every data set that is found, whole, and check its structure.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let reports = DatasetInventory(locator: locations.locator).verify(locator: locations.locator)
    if format.json {
      Terminal.json(["datasets": reports])
    } else if reports.isEmpty {
      Terminal.error("no data sets found; `identity-lab data list` says where they are looked for")
    } else {
      for report in reports {
        Terminal.result("\(report.dataset) \(report.split): \(report.problem ?? "ok, \(report.summary)")")
      }
    }
    if reports.contains(where: { $0.problem != nil }) { throw ExitCode(65) }
  }
}
