import Nets

/// Nets of a figure that were trained in the same way: the recipe, and where it led.
public struct TrainingSummary: Codable, Equatable, Sendable {
  /// The nets and their images, such as `cnn; relu; depth 1, 3, 5`.
  public let nets: String
  /// The settings of initialisation and training, all of them.
  public let recipe: String
  /// Number of runs.
  public let runs: Int
  /// How many of them diverged.
  public let diverged: Int
  /// Least and greatest number of updates.
  public let steps: String
  /// Least and greatest final loss of those that did not diverge.
  public let loss: String

  /// The settings that say what is trained on what; the others say how, `seed` aside.
  private static let netKeys: [ExperimentKey] = [
    .architecture, .activation, .depth, .width, .kernelSize, .image, .size, .normalize,
  ]

  /// Summarises the runs of a figure, a summary a recipe, in the order in which the recipes come.
  static func summaries(of runs: [FigureRun]) -> [TrainingSummary] {
    var order: [String] = []
    var members: [String: [FigureRun]] = [:]
    for run in runs {
      let recipe = recipe(run.configuration)
      if members[recipe] == nil { order.append(recipe) }
      members[recipe, default: []].append(run)
    }
    return order.map { TrainingSummary(recipe: $0, members[$0] ?? []) }
  }

  private static func recipe(_ configuration: ExperimentConfiguration) -> String {
    ExperimentKey.allCases
      .filter { !netKeys.contains($0) && $0 != .seed && $0 != .zoneThreshold }
      .map { ($0.title, configuration.text(of: $0)) }
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
  private init(recipe: String, _ runs: [FigureRun]) {
    self.recipe = recipe
    self.runs = runs.count
    diverged = runs.count { $0.record.stopReason == .diverged }
    nets = Self.netKeys.compactMap { key in
      let texts = runs.map { key == .image ? $0.configuration.imageName : $0.configuration.text(of: key) }
        .reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
      let list = texts.joined(separator: ", ")
      if texts.isEmpty { return nil }
      return key == .architecture || key == .activation ? list : "\(key.title) \(list)"
    }.joined(separator: "; ")
    let counts = runs.map(\.record.steps)
    let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
    steps = fewest == most ? "\(most)" : "\(fewest) … \(most)"
    loss = Self.lossText(runs.filter { $0.record.stopReason != .diverged }.compactMap(\.record.finalLoss))
  }
}
