import IdentityLab
import LabRuns
import Nets

/// What `jacobian` finds of one run: the picture and a line an image.
struct JacobianReport: Encodable {
  /// J at an image.
  struct Point: Encodable {
    let name: String
    let singularValues: [Double]
    let growingSingularValues: Int
    let stableRank: Double?
    let spectralRadius: Double
    let eigenvalue: Eigenvalues.Value
    let growingEigenvalues: Int
    let trace: Double
    let distanceFromIdentity: Double
    let trainingGain: Double?
    let trainingCosine: Double?
    let residual: Double?
    let along: Double?
    let across: Double?
    let attraction: Attraction
  }

  let runKey: String
  let outcome: TrainingOutcome?
  let untrained: Bool
  let study: String
  let files: [String]
  let points: [Point]
  private let heading: [String]

  private enum CodingKeys: String, CodingKey {
    case runKey, outcome, untrained, study, files, points
  }

  /// Takes what was measured, without the images.
  init(
    run: RunDirectory<ReconstructionLab>, configuration: ReconstructionConfiguration, isUntrained: Bool,
    picture: JacobianPicture, file: String
  ) {
    runKey = run.runKey
    outcome = run.record?.outcome
    untrained = isUntrained
    study = picture.studyFile
    files = [file]
    points = picture.value.points.map { point in
      Point(
        name: point.name, singularValues: point.singularValues,
        growingSingularValues: point.growingSingularValues, stableRank: point.stableRank,
        spectralRadius: point.spectralRadius, eigenvalue: point.eigenvalue,
        growingEigenvalues: point.growingEigenvalues, trace: point.trace,
        distanceFromIdentity: point.distanceFromIdentity, trainingGain: point.trainingGain,
        trainingCosine: point.trainingCosine, residual: point.residual, along: point.along,
        across: point.across, attraction: point.attraction)
    }
    heading =
      [
        "run \(run.runKey)\(isUntrained ? " before training" : "")",
        "  \(ReconstructionLab.summary(configuration))",
      ]
      + (isUntrained ? [] : run.record?.caveat.map { ["  \($0)"] } ?? [])
  }

  /// Prints the images as a table, then the path of the picture.
  func print() {
    heading.forEach(Terminal.result)
    Terminal.result("")
    let head = [
      "image", "largest σ", "σ > 1", "stable rank", "|λ|max", "across", "residual", "attractor", "trace/n",
      "‖J−I‖/‖I‖", "gain of x̂",
    ]
    let rows = points.map { point in
      [
        point.name, Terminal.short(point.singularValues.first), "\(point.growingSingularValues)",
        Terminal.short(point.stableRank), Terminal.short(point.spectralRadius), Terminal.short(point.across),
        Terminal.short(point.residual), point.attraction.word, Terminal.short(point.trace),
        Terminal.short(point.distanceFromIdentity), Terminal.short(point.trainingGain),
      ]
    }
    Terminal.result(Terminal.table([head] + rows, leftColumns: 1))
    Terminal.result("")
    files.forEach(Terminal.result)
  }
}
