import Nets

/// A finished run as a figure sees it.
struct FigureRun {
  let configuration: ExperimentConfiguration
  let record: RunRecord
  let directory: RunDirectory

  init(_ configuration: ExperimentConfiguration, store: RunStore) throws(LabError) {
    let directory = store.directory(configuration.runKey)
    guard let record = directory.record else {
      throw .missingInput(
        what:
          "the result of run \(configuration.runKey) (\(directory.state?.rawValue ?? "not started"))",
        advice: "make its sweep or figure again; finished runs are reused")
    }
    self.configuration = configuration
    self.record = record
    self.directory = directory
  }

  /// The runs of some configurations, all of which must be done.
  static func all(
    _ configurations: [ExperimentConfiguration], store: RunStore
  ) throws(LabError) -> [FigureRun] {
    var runs: [FigureRun] = []
    for configuration in configurations { runs.append(try FigureRun(configuration, store: store)) }
    return runs
  }

  /// Everything but the seed, to average over seeds.
  var withoutSeed: ExperimentConfiguration {
    var configuration = configuration
    configuration.seed = 0
    return configuration
  }
}

/// Runs that differ in nothing but their seed.
struct SeedGroup {
  let runs: [FigureRun]

  var configuration: ExperimentConfiguration { runs[0].configuration }

  /// Groups runs, in the order in which each group's first run comes.
  static func groups(of runs: [FigureRun]) -> [SeedGroup] {
    var order: [ExperimentConfiguration] = []
    var members: [[FigureRun]] = []
    for run in runs {
      if let place = order.firstIndex(of: run.withoutSeed) {
        members[place].append(run)
      } else {
        order.append(run.withoutSeed)
        members.append([run])
      }
    }
    return members.map(SeedGroup.init)
  }

  /// Mean and extent over the seeds of what a run gives; nil where none gives a number.
  func statistic(_ value: (FigureRun) -> Double?) -> (mean: Double, span: ValueRange)? {
    let values = runs.compactMap(value)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    return (values.reduce(0, +) / Double(values.count), ValueRange(least, greatest))
  }
}

/// Names for the runs of a figure: the settings of the net in which they differ and, where those do not tell
/// every run from every other, those of its training.
struct RunLabels {
  private let keys: [ExperimentKey]

  /// Finds the settings that differ; `seed` is left out, and with `hidden` others.
  init(_ configurations: [ExperimentConfiguration], hiding hidden: Set<ExperimentKey> = [.seed]) {
    // A recipe may train its deep nets otherwise than its shallow ones; what a row is named by is the net.
    let named: [ExperimentKey] = [
      .architecture, .activation, .depth, .width, .kernelSize, .initializer, .initializerGain, .optimizer,
      .image,
      .size, .seed,
    ]
    func differing(_ keys: [ExperimentKey]) -> [ExperimentKey] {
      keys.filter { key in
        !hidden.contains(key) && Set(configurations.map { $0.text(of: key) }).count > 1
      }
    }
    var keys = differing(named)
    for key in differing(ExperimentKey.allCases.filter { !named.contains($0) }) {
      let names = Set(configurations.map { configuration in keys.map { configuration.text(of: $0) } })
      if names.count < configurations.count { keys.append(key) }
    }
    self.keys = keys.isEmpty ? [.depth] : keys
  }

  /// Such as `depth 5` or `linear · depth 2`; a setting and its number stay on one line.
  func label(_ configuration: ExperimentConfiguration) -> String {
    keys.compactMap { key in
      let text = configuration.text(of: key)
      if text.isEmpty { return nil }
      if key == .image { return configuration.imageName }
      return Double(text) == nil || key == .size ? text : "\(key.title)\u{A0}\(text)"
    }.joined(separator: "\u{A0}· ")
  }
}
