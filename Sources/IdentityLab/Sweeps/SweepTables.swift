/// The tables of a sweep, made anew from its runs' files: results.csv (the same bytes whoever made the runs) and
/// timings.csv.
public struct SweepTables {
  private let plan: SweepPlan
  private let store: RunStore

  /// Makes the tables' writer for a plan and the store of its runs.
  public init(plan: SweepPlan, store: RunStore) {
    self.plan = plan
    self.store = store
  }

  /// A row a run in the plan's order: the settings, then the result; the fields of a run that is not done are empty.
  public func resultsCSV() -> String {
    let isInColour = plan.runs.contains { $0.probes.natural != nil }
    let families = ProbeFamily.allCases.filter { $0 != .natural || isInColour }
    var header = ExperimentKey.allCases.map(\.rawValue)
    header += ["runKey", "parameterCount", "stepsDone", "finalLoss", "stopReason", "zone"]
    for family in families {
      header += ["\(family.rawValue).correlationWithIdentity", "\(family.rawValue).correlationWithConstant"]
    }
    let rows = plan.runs.map { configuration in
      let record = store.directory(configuration.runKey).record
      var fields = ExperimentKey.allCases.map { configuration.text(of: $0) }
      fields.append(configuration.runKey)
      fields += [
        record.map { String($0.parameterCount) } ?? "", record.map { String($0.steps) } ?? "",
        text(record?.finalLoss), record?.stopReason.rawValue ?? "", record?.zone?.rawValue ?? "",
      ]
      for family in families {
        let score = record?.score(of: family)
        fields += [text(score?.correlationWithIdentity), text(score?.correlationWithConstant)]
      }
      return fields
    }
    return CSV.text([header] + rows)
  }

  /// A row a run: state, attempts and times; differs from machine to machine.
  public func timingsCSV() -> String {
    let header = ["runKey", "state", "attempt", "host", "steps", "seconds", "millisecondsPerStep"]
    let rows = plan.runs.map { configuration in
      let directory = store.directory(configuration.runKey)
      let status = directory.status
      return [
        configuration.runKey, directory.state?.rawValue ?? "pending", status.map { String($0.attempt) } ?? "",
        status?.host ?? "", status.map { String($0.steps) } ?? "", text(status?.seconds),
        text(status?.millisecondsPerStep),
      ]
    }
    return CSV.text([header] + rows)
  }

  /// Writes both into the sweep's folder.
  public func write() throws(LabError) {
    let directory = SweepDirectory(output: store.output, name: plan.name)
    try AtomicFile.write(resultsCSV(), to: directory.file("results.csv"))
    try AtomicFile.write(timingsCSV(), to: directory.file("timings.csv"))
  }

  private func text(_ number: Double?) -> String {
    number.map(PlainNumber.text) ?? ""
  }
}

/// Comma-separated values after RFC 4180, with a line feed at the end of every line.
enum CSV {
  /// The rows as text; a field with a comma, quote or line break is quoted.
  static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
