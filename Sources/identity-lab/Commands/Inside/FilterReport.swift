import IdentityLab
import LabFigures
import LabRuns

/// What `filters` finds of one run: the pictures and a line a layer.
struct FilterReport: Encodable {
  /// A weight layer.
  struct Layer: Encodable {
    let layer: String
    let kind: String?
    let outputs: Int
    let inputs: Int
    let norm: Double
    let leadingSingularValue: Double?
    let stableRank: Double?
    let distanceFromStart: Double?
    let singularValues: [Double]
  }

  let runKey: String
  let outcome: TrainingOutcome?
  let untrained: Bool
  let files: [String]
  let layers: [Layer]
  private let heading: [String]

  private enum CodingKeys: String, CodingKey {
    case runKey, outcome, untrained, files, layers
  }

  /// Gives the layers their names.
  init(
    run: RunDirectory<ReconstructionLab>, configuration: ReconstructionConfiguration, isUntrained: Bool,
    files: [String], layers: [WeightSpectra.Layer]
  ) {
    let record = run.record
    runKey = run.runKey
    outcome = record?.outcome
    untrained = isUntrained
    self.files = files
    self.layers = zip(LayerName.all(of: configuration.network).filter(\.hasWeights), layers).map {
      name, layer in
      Layer(
        layer: name.title, kind: name.kind, outputs: layer.outputs, inputs: layer.inputs, norm: layer.norm,
        leadingSingularValue: layer.singularValues.first, stableRank: layer.stableRank,
        distanceFromStart: layer.distanceFromStart, singularValues: layer.singularValues)
    }
    heading =
      [
        "run \(run.runKey)\(isUntrained ? " before training" : "")",
        "  \(ReconstructionLab.summary(configuration))",
      ]
      + (isUntrained ? [] : record?.caveat.map { ["  \($0)"] } ?? [])
  }

  /// Prints the layers as a table, then the paths of the pictures.
  func print() {
    heading.forEach(Terminal.result)
    Terminal.result("")
    let head = ["layer", "kind", "matrix", "norm", "largest σ", "stable rank", "distance"]
    let rows = layers.map { layer in
      [
        layer.layer, layer.kind ?? "", "\(layer.outputs)×\(layer.inputs)", Terminal.short(layer.norm),
        Terminal.short(layer.leadingSingularValue), Terminal.short(layer.stableRank),
        Terminal.short(layer.distanceFromStart),
      ]
    }
    Terminal.result(Terminal.table([head] + rows, leftColumns: 2))
    Terminal.result("")
    files.forEach(Terminal.result)
  }
}
