import ArgumentParser

/// `doctor`: what this machine has and lacks.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check what this machine has, and say what is missing and how to get it."
  )

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let checks = Doctor(output: locations.folder, locator: locations.unverifiedLocator).checks()
    if format.json {
      Terminal.json(["checks": checks], as: .doctor)
    } else {
      let rows = checks.map { [$0.level.rawValue, $0.name, $0.found] }
      Terminal.result(Terminal.table(rows, leftColumns: 3))
      for check in checks {
        if let advice = check.advice { Terminal.result("→ \(check.name): \(advice)") }
      }
    }
    if checks.contains(where: { $0.level == .missing }) { throw ExitCode(69) }
  }
}
