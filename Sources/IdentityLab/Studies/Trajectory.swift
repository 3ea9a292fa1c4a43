import Foundation
import LabBase
import LabRuns
import Nets

/// What a net answers in the course of its training, each time its loss has fallen by a factor.
///
/// The training is done again, for a run keeps its last weights only, and has to end with these.
package struct Trajectory: Study {
  /// What the net answers once its loss is below a level.
  package struct Point: Codable, Equatable, Sendable {
    /// The level: 10^(−m/4) for a whole number m, or the loss that training ended with.
    package let level: Double
    /// Updates done.
    package let step: Int
    /// One score a family.
    package let evaluation: [ProbeScore]

    /// The score of a probe family.
    package func score(of family: ProbeFamily) -> ProbeScore? { evaluation.first { $0.probe == family } }
  }

  /// What was found, from the start to the end.
  package struct Value: Codable, Equatable, Sendable {
    /// The points; the first is the untrained net, and its level its loss.
    package let points: [Point]

    /// How much a number changes from the first point whose loss is below ``Trajectory/lateLoss`` to the last, without its
    /// sign; nil where it is undefined there, or no such point is before the last.
    package func lateChange(
      of family: ProbeFamily, _ number: (Decomposition) -> Double?
    ) -> Double? {
      func value(_ point: Point?) -> Double? { point?.score(of: family)?.decomposition.flatMap(number) }
      // Levels are powers of ten up to rounding.
      let late = points.dropLast().first { $0.level <= Trajectory.lateLoss * (1 + 1e-9) }
      guard let start = value(late), let end = value(points.last) else { return nil }
      return abs(end - start)
    }
  }

  /// The version of the measure.
  package static let version = 1
  /// The loss from which on training is late.
  package static let lateLoss = 0.01
  /// How many levels there are from a loss to a tenth of it.
  package static let levelsPerDecade = 4
  /// Images of each family that scores are means over.
  package static let imagesPerFamily = ProbeBattery.defaultImagesPerFamily
  /// The families that the net is asked about.
  package static let families: [ProbeFamily] = [.training, .digits, .uniformNoise]

  /// Requires falling levels, growing steps and scores that can be.
  package static func isPossible(_ value: Value) -> Bool {
    let points = value.points
    return !points.isEmpty
      && points.allSatisfy { point in
        point.level > 0 && point.step >= 0 && point.evaluation.map(\.probe) == families
          && point.evaluation.allSatisfy(\.isPossible)
      } && zip(points, points.dropFirst()).allSatisfy { $0.step <= $1.step }
      && zip(points.dropFirst(), points.dropFirst(2)).allSatisfy { $0.level >= $1.level }
  }

  /// Those whose answers have an a and a b: of the training image they are undefined.
  package static let drawnFamilies = families.filter { $0 != .training }

  /// Makes a question.
  package init() {}

  /// Says the families, how many images of each, and how near levels are.
  package var name: String {
    "trajectory-\(Self.families.map(\.rawValue).joined(separator: "+"))-\(Self.imagesPerFamily)-\(Self.levelsPerDecade)"
  }

  /// Trains the net again and asks it on the way.
  ///
  /// - Throws: `LabError` for a run that is not finished or has no losses, `.badData` where training ends with other
  ///   weights than the run's, and what training throws.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let configuration = try run.configuration()
    guard let record = run.record, record.stopReason != .diverged, let finalLoss = record.finalLoss else {
      throw .missingInput(
        what: "the final loss of run \(run.runKey)",
        advice: "a course is followed to it: take a run that is finished and did not diverge")
    }
    let table = MetricsTable(
      csv: String(decoding: try run.read("metrics.csv"), as: UTF8.self))
    let levels = Self.levels(of: table)
    let experiment = try lab.makeExperiment(configuration)
    let battery = try experiment.data.battery.first(Self.imagesPerFamily, of: Self.families)
    let evaluator = Evaluator(battery: battery, similarity: [], constants: experiment.data.constants)
    let session = try experiment.makeSession(threads: threads)
    var points: [Point] = []
    var losses: [Int: Double] = [:]
    func ask(_ level: Double) {
      let predictor = Predictor(
        configuration, parameters: session.parameters, imageShape: battery.shape, threads: threads)
      points.append(
        Point(
          level: level, step: session.completedSteps,
          evaluation: evaluator.evaluate { predictor.predict($0) }.evaluation))
    }
    _ = session.run(
      shouldStop: {
        let step = session.completedSteps
        if let level = levels[step] {
          ask(level)
          onProgress(Double(step) / Double(max(record.steps, 1)))
        }
        return false
      }, onRow: { if $0.isKept { losses[$0.step] = $0.loss } })
    guard losses == Dictionary(zip(table.steps, table["loss"].map { $0 ?? .nan }), uniquingKeysWith: { $1 })
    else {
      throw .badData(
        path: run.file("metrics.csv"), expected: "the losses that training the run again has",
        found: "others: the file is damaged, or was written on another class of processor")
    }
    guard run.modelFile(session.model) == (try run.read("model.safetensors")) else {
      throw .badData(
        path: run.file("model.safetensors"), expected: "the weights that training the run again ends with",
        found: "others; a run has the same bits on one class of processor only (see its status.json)")
    }
    ask(finalLoss)
    return Value(points: points)
  }

  /// The level that is first passed at a step, of the steps whose loss is in metrics.csv; that of the first step is its
  /// loss, and the last step has none.
  private static func levels(of table: MetricsTable) -> [Int: Double] {
    var levels: [Int: Double] = [:]
    var last: Int?
    for (step, loss) in zip(table.steps.dropLast(), table["loss"]) {
      guard let loss, loss.isFinite, loss > 0 else { continue }
      // The least level that the loss is below: 10^(−m/4) for the greatest m.
      let place = Int((-log10(loss) * Double(levelsPerDecade)).rounded(.down))
      guard let passed = last else {
        levels[step] = loss
        last = place
        continue
      }
      guard place > passed else { continue }
      levels[step] = pow(10, -Double(place) / Double(levelsPerDecade))
      last = place
    }
    return levels
  }
}
