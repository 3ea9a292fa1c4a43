import LabBase
import LabRuns

/// Nets of a figure that were trained in the same way: the recipe, and where it led.
package struct TrainingSummary: Codable, Equatable, Sendable {
  /// The nets and their images, such as `cnn; relu; depth 1, 3, 5`.
  package let nets: String
  /// The settings of initialisation and training, all of them.
  package let recipe: String
  /// Number of runs.
  package let runs: Int
  /// What became of those that did not train, such as `1 plateau, 1 diverged`; empty where all are fitted.
  package let unfitted: String
  /// Least and greatest number of updates.
  package let steps: String
  /// Least and greatest final loss of those that did not diverge.
  package let loss: String

  /// Summarises the runs of a figure, a summary a recipe, in the order in which the recipes come.
  static func summaries<L: Lab>(of runs: [FinishedRun<L>]) -> [TrainingSummary] {
    var order: [String] = []
    var members: [String: [FinishedRun<L>]] = [:]
    for run in runs {
      let recipe = recipe(run.configuration)
      if members[recipe] == nil { order.append(recipe) }
      members[recipe, default: []].append(run)
    }
    return order.map { TrainingSummary(recipe: $0, members[$0] ?? []) }
  }

  private static func recipe<Configuration: RunConfiguration>(_ configuration: Configuration) -> String {
    let table = Configuration.settings
    return table.settings
      .filter { !table.netKeys.contains($0.key) && $0.key != .seed && $0.role == .training }
      .map { ($0.key.title, $0.text(configuration)) }
      .filter { !$0.1.isEmpty }
      .map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }

  private static func lossText(_ values: [Double]) -> String {
    guard let least = values.min(), let greatest = values.max() else { return "–" }
    return least == greatest
      ? NumberText.short(least, digits: 2) : NumberText.range(ValueRange(least, greatest), digits: 2)
  }
}

extension TrainingSummary {
  private init<L: Lab>(recipe: String, _ runs: [FinishedRun<L>]) {
    self.recipe = recipe
    self.runs = runs.count
    unfitted = OutcomeCounts(runs.map(\.record.outcome)).unfittedText
    let table = L.Configuration.settings
    nets = table.netKeys.compactMap { key in
      let setting = table[key]
      let texts = runs.map { setting.text($0.configuration) }.filter { !$0.isEmpty }.map(setting.shown)
      let list = texts.distinct.joined(separator: ", ")
      if texts.isEmpty { return nil }
      return setting.naming == .word ? list : "\(key.title) \(list)"
    }.joined(separator: "; ")
    let counts = runs.map(\.record.steps)
    let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
    steps = fewest == most ? "\(most)" : "\(fewest) … \(most)"
    loss = Self.lossText(runs.filter { $0.record.stopReason != .diverged }.compactMap(\.record.finalLoss))
  }
}
