import IdentityLab
import LabFigures
import LabRuns

/// What `receptive` finds of one run: the picture and a line a layer.
struct ReceptiveReport: Encodable {
  /// A layer after training or before.
  struct Reach: Encodable {
    let radius: Int?
    let spread: Double?
  }

  /// A layer or block.
  struct Layer: Encodable {
    let layer: String
    let kind: String?
    let convolutions: Int?
    let theoreticalRadius: Int
    let predictedSpread: Double?
    let trained: Reach
    let untrained: Reach
  }

  /// What a layer makes of an image of one level.
  struct Border: Encodable {
    let reach: Int?
    let deviations: [Double]?
  }

  /// An image of one level.
  struct Blank: Encodable {
    let level: Double
    let trained: [Border]
    let untrained: [Border]
  }

  let runKey: String
  let outcome: TrainingOutcome?
  let study: String
  let files: [String]
  let inputs: [String]
  let layers: [Layer]
  let blanks: [Blank]
  private let heading: [String]

  private enum CodingKeys: String, CodingKey {
    case runKey, outcome, study, files, inputs, layers, blanks
  }

  /// Takes what was measured, without the maps.
  init(
    run: RunDirectory<ReconstructionLab>, configuration: ReconstructionConfiguration,
    picture: ReceptivePicture, file: String
  ) {
    func reach(_ reach: GradientReach) -> Reach { Reach(radius: reach.radius, spread: reach.spread) }
    func borders(_ profiles: [BorderProfile]) -> [Border] {
      profiles.map { Border(reach: $0.reach, deviations: $0.deviations) }
    }
    runKey = run.runKey
    outcome = run.record?.outcome
    study = picture.studyFile
    files = [file]
    inputs = picture.value.inputs
    layers = zip(picture.names, picture.value.layers).map { name, layer in
      Layer(
        layer: name.title, kind: name.kind, convolutions: layer.convolutions,
        theoreticalRadius: layer.theoreticalRadius, predictedSpread: layer.predictedSpread,
        trained: reach(layer.trained), untrained: reach(layer.untrained))
    }
    blanks = picture.value.blanks.map {
      Blank(level: $0.level, trained: borders($0.trained), untrained: borders($0.untrained))
    }
    heading =
      ["run \(run.runKey)", "  \(ReconstructionLab.summary(configuration))"]
      + (run.record?.caveat.map { ["  \($0)"] } ?? [])
      + (configuration.network.isConvolutional
        ? [] : ["  fully connected: every unit sees the whole image"])
  }

  /// Prints the layers as a table, then the path of the picture.
  func print() {
    heading.forEach(Terminal.result)
    Terminal.result("")
    let borders = blanks.map { blank in
      "border, \(blank.level == 0 ? "black" : blank.level == 1 ? "white" : "grey")"
    }
    let head =
      ["layer", "theory", "radius", "before", "spread", "before", "random weights"] + borders
    let rows = layers.enumerated().map { index, layer in
      [
        layer.layer, "\(layer.theoreticalRadius)", text(layer.trained.radius), text(layer.untrained.radius),
        Terminal.short(layer.trained.spread), Terminal.short(layer.untrained.spread),
        Terminal.short(layer.predictedSpread),
      ] + blanks.map { text($0.trained[index].reach) }
    }
    Terminal.result(Terminal.table([head] + rows, leftColumns: 1))
    Terminal.result("")
    files.forEach(Terminal.result)
  }

  private func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "–" }
}
