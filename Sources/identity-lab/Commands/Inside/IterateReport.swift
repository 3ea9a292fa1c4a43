import IdentityLab
import LabRuns

/// What `iterate` finds of one run: what every start came to, counted by kind, and the picture.
struct IterateReport: Encodable {
  /// The starts of one kind.
  struct Kind: Encodable {
    let kind: IterationStart.Kind
    let starts: Int
    let shares: [Share]
    /// Of the starts that came to a fixed point; nil where none did.
    let medianSteps: Double?
  }

  /// How many starts came to a fate.
  struct Share: Encodable {
    let fate: IterationFate
    let share: Double
  }

  let runKey: String
  let outcome: TrainingOutcome?
  let iterations: Int
  let files: [String]
  let kinds: [Kind]
  let orbits: [Orbit]
  private let heading: [String]

  private enum CodingKeys: String, CodingKey {
    case runKey, outcome, iterations, files, kinds, orbits
  }

  /// Counts orbits; those of chosen images have no kind.
  init(
    run: RunDirectory<ReconstructionLab>, configuration: ReconstructionConfiguration, iterations: Int,
    orbits: [Orbit], file: String
  ) {
    runKey = run.runKey
    outcome = run.record?.outcome
    self.iterations = iterations
    files = [file]
    self.orbits = orbits
    kinds = IterationStart.Kind.allCases.compactMap { kind in
      let members = orbits.filter { $0.kind == kind }
      guard !members.isEmpty else { return nil }
      let steps = members.compactMap(\.settledAfter).sorted()
      let middle = steps.count / 2
      return Kind(
        kind: kind, starts: members.count,
        shares: IterationFate.allCases.map { fate in
          Share(fate: fate, share: Double(members.count { $0.fate == fate }) / Double(members.count))
        },
        medianSteps: steps.isEmpty
          ? nil
          : steps.count.isMultiple(of: 2)
            ? Double(steps[middle - 1] + steps[middle]) / 2 : Double(steps[middle]))
    }
    heading =
      ["run \(run.runKey)", "  \(ReconstructionLab.summary(configuration))"]
      + (run.record?.caveat.map { ["  \($0)"] } ?? []) + [""]
  }

  /// Prints a row a kind of start or, of chosen images, a row a start; then the path of the picture.
  func print() {
    heading.forEach(Terminal.result)
    Terminal.result(kinds.isEmpty ? startTable : kindTable)
    Terminal.result("")
    files.forEach(Terminal.result)
  }

  private var kindTable: String {
    let head = ["start", "images"] + IterationFate.allCases.map(\.title) + ["median steps"]
    let rows = kinds.map { kind in
      [kind.kind.title, String(kind.starts)] + kind.shares.map { Terminal.short($0.share) }
        + [Terminal.short(kind.medianSteps)]
    }
    return Terminal.table([head] + rows)
  }

  private var startTable: String {
    let head = ["start", "comes to", "distance", "correlation"]
    let rows = orbits.map { orbit in
      [
        orbit.label, orbit.text, Terminal.short(orbit.end.distanceToTraining),
        Terminal.correlation(orbit.end.correlation),
      ]
    }
    return Terminal.table([head] + rows, leftColumns: 2)
  }
}
