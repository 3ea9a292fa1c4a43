import ArgumentParser
import LabData

/// `data list`: what is there.
struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the data sets that are found, and where they are looked for.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let inventory = try DatasetInventory(locator: locations.locator)
    if format.json {
      Terminal.json(inventory, as: .dataList)
      return
    }
    let rows = inventory.entries.map { entry in
      [
        entry.dataset, entry.split,
        !entry.isPresent
          ? "absent"
          : entry.missing.isEmpty
            ? "present" : "\(entry.files.count) of \(entry.files.count + entry.missing.count) files",
        entry.folder ?? "–",
      ]
    }
    Terminal.result(Terminal.table([["data set", "part", "", "folder"]] + rows, leftColumns: 4))
    for entry in inventory.entries where entry.isPresent && !entry.missing.isEmpty {
      Terminal.result(
        "\(entry.dataset):\(entry.split) is \(entry.files.joined(separator: ", ")), without "
          + entry.missing.joined(separator: ", "))
    }
    Terminal.result("looked in: \(inventory.searched.joined(separator: ", "))")
    Terminal.result(
      "built-in digits, garments, glyphs and patterns are always there (builtin:7, pattern:stripes)")
  }
}
