import ArgumentParser
import LabData

/// `data verify`: read everything.
struct DataVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read every data set that is found, whole, and check its structure.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let locator = try locations.locator
    let reports = DatasetInventory(locator: locator).verify(locator: locator)
    if format.json {
      Terminal.json(["datasets": reports], as: .dataVerification)
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
