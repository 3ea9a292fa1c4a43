import LabBase
import LabFigures
import LabRuns

/// What a page says of its runs beside their pictures: the object that its script reads.
struct PageData: Encodable {
  /// A kind of curve with every run's points.
  struct Curve: Encodable {
    let key: String
    let title: String
    let x: String
    let logX: Bool
    let logY: Bool
    let range: [Double]?
    let values: [RunCurve.Points?]
  }

  /// What some runs were asked.
  struct InputSet: Encodable {
    /// Images of one kind.
    struct Family: Encodable {
      let key: String
      let title: String
      let names: [String]
      let images: [TileReference]
      let thumbs: Int
    }

    let part: String
    let families: [Family]
    let training: TileReference?
    let trainingName: String?
  }

  /// How settings become a command.
  struct SweepCommand: Encodable {
    let program: String
    /// Flags of settings that all runs have in common, quoted.
    let fixed: String
    let flags: [String: String]
  }

  let version: String
  let title: String
  let about: [String]
  let command: String
  let lab: String
  let threshold: Double?
  let runs: Int
  let keys: [String]
  let names: [String]
  let outcomes: [String?]
  let admitted: [String]
  let states: [String]
  let verdicts: [String?]
  let facts: [[String]]
  let columns: [PageColumn]
  let axes: [String]
  let colours: [String]
  let `repeat`: [String]
  let curves: [Curve]
  var sets: [InputSet]
  var set: [Int?]
  var answers: [String?]
  var thumbs: [String?]
  var details: [String?]
  var missing: [String?]
  let commands: [[RunCommand]]
  let yaml: [String]
  let sweepCommand: SweepCommand
  var beside: String?
  var partsBeside: [String]

  /// Points of a curve, at most: no screen shows more.
  private static let curvePoints = 120

  /// Says what is known of some runs; pictures are added later.
  ///
  /// - Parameter metrics: of the runs that have some, in the runs' order.
  init<L: ExplorerLab>(
    _ explored: ExploredRuns<L>, _ runs: [StoredRun<L>], metrics: [MetricsTable?], about: [String]
  ) {
    let zones = L.zones(of: explored.planned)
    let settings = RunQuantity<L>.settings.filter {
      $0.key.map { L.Configuration.settings[$0].role != .shorthand } ?? false
    }
    let findings = L.exploredFindings.compactMap { name in RunQuantity<L>.all.first { $0.name == name } }
    let known = ["state", "loss", "stepsDone", "seconds"].compactMap { name in
      RunQuantity<L>.all.first { $0.name == name }
    }
    columns =
      settings.compactMap { PageColumn($0, of: runs, role: .setting, zones: zones) }
      + findings.compactMap { PageColumn($0, of: runs, role: .finding, zones: zones) }
      + known.compactMap { PageColumn($0, of: runs, role: .known, zones: zones) }
    version = LabVersion.current
    title = explored.title
    self.about = about
    command = explored.command
    lab = L.name
    threshold = zones?.threshold
    self.runs = runs.count
    keys = runs.map(\.runKey)
    names = runs.map { explored.words.name($0.configuration) }
    outcomes = runs.map { $0.record?.outcome.rawValue }
    admitted = TrainingOutcome.allCases.filter(L.admitted.contains).map(\.rawValue)
    states = runs.map(\.state)
    verdicts = runs.map { run in run.record.map { explored.words.verdict($0, run.configuration) } }
    facts = runs.map { run in run.record.map { explored.words.facts($0, run.configuration) } ?? [] }
    let samples = [SettingKey.seed] + [L.sampledSetting].compactMap(\.self)
    let varying = VaryingSettings(
      explored.planned, first: explored.firstAxes + [L.Configuration.settings.principal])
    // What follows from other settings is an axis too, but none that one would begin with.
    axes =
      (varying.axes.filter { !samples.contains($0) } + varying.axes.filter(samples.contains)
      + varying.followers).map(\.rawValue)
    let names = Set(columns.map(\.key))
    colours = L.exploredColours.filter { names.contains($0) || ["zone", "deviation"].contains($0) }
      .filter { $0 != "zone" || zones != nil }
    self.repeat = samples.map(\.rawValue)
    curves = L.exploredCurves.map { curve in
      Curve(
        key: curve.key, title: curve.title, x: curve.x, logX: curve.logX, logY: curve.logY,
        range: curve.range,
        values: zip(runs, metrics).map { run, metrics in
          guard let record = run.record else { return nil }
          return L.points(of: curve, record: record, metrics: metrics ?? MetricsTable(csv: ""))?
            .thinned(to: Self.curvePoints).rounded
        })
    }.filter { $0.values.contains { $0 != nil } }
    sets = []
    set = runs.map { _ in nil }
    answers = runs.map { _ in nil }
    thumbs = answers
    details = answers
    missing = answers
    commands = runs.map { RunCommand.all(of: $0, words: explored.words) }
    yaml = runs.map { Settings(of: $0.configuration).yaml(L.Configuration.settings) }
    sweepCommand = SweepCommand(
      program: "identity-lab sweep run", fixed: Self.fixedFlags(explored.planned),
      flags: Dictionary(
        uniqueKeysWithValues: L.Configuration.settings.held.map { ($0.key.rawValue, "--\($0.flag)") }))
    beside = nil
    partsBeside = []
  }

  /// The flags of settings that have one value in all runs.
  private static func fixedFlags<C: RunConfiguration>(_ runs: [C]) -> String {
    let settings = runs.map { Settings(of: $0) }
    return C.settings.held.compactMap { setting in
      let texts = Set(settings.map { $0[setting.key] })
      guard texts.count == 1, let text = texts.first?.flatMap({ $0 }) else { return nil }
      return "--\(setting.flag) \(ShellWord.quoted(text))"
    }.joined(separator: " ")
  }
}
