import LabBase
import LabExplorer
import LabImages
import LabRuns
import Nets

/// A page of numbers that walk: they are shown small pictures, and answer with them as dark as they are far from their goal.
extension ToyLab: ExplorerLab {
  package static let exploredFindings = ["answer"]
  package static let exploredColours = ["answer", "loss", "deviation"]
  package static let exploredCurves = [RunCurve(key: "loss", title: "loss", x: "step", logY: true)]
  package static let answerVersion = 1

  package static func zones(of configurations: [Configuration]) -> ExploredZones? { nil }

  package static func points(
    of curve: RunCurve, record: Record, metrics: MetricsTable
  ) -> RunCurve.Points? {
    RunCurve.Points(x: metrics.steps.map(Double.init), y: metrics["loss"])
  }

  /// Runs of one seed are asked the same.
  package static func questionKey(of configuration: Configuration) -> String { "\(configuration.seed)" }

  package func questions(for configuration: Configuration) throws(LabError) -> UInt64 { configuration.seed }

  package static func shown(_ questions: UInt64) -> ShownInputs {
    ShownInputs(
      families: [
        ShownInputs.Family(
          key: "ramps", title: "ramps", names: (0..<5).map { "ramp \($0)" }, images: ramps(questions))
      ], training: (ramps(questions)[0], "ramp 0"))
  }

  package static func answers(
    of run: FinishedRun<ToyLab>, to questions: UInt64, threads: Int
  ) throws(LabError) -> [String: FamilyAnswers<Image>] {
    let distance = Float(abs((run.record.answer ?? 0) - run.configuration.goal))
    var family = FamilyAnswers<Image>()
    family.images = ramps(questions).map { image in
      Image(
        channels: image.channels, height: image.height, width: image.width,
        pixels: image.pixels.map { $0 / (1 + distance) })
    }
    family.mse = (family.images ?? []).map { _ in Double(distance) }
    return ["ramps": family]
  }

  package static func layers(
    of run: FinishedRun<ToyLab>, asked questions: UInt64, channels: Int?, threads: Int
  ) throws(LabError) -> [LayerLook<Image>] { [] }

  package func panels(
    of run: FinishedRun<ToyLab>, computes: Bool, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> [RunPanel<Image>] {
    [RunPanel(id: "walk", title: "Walk", about: "Where it went.", command: "toy \(run.directory.runKey)")]
  }

  package func missingPanels(of run: FinishedRun<ToyLab>) -> [String] { [] }

  private static func ramps(_ seed: UInt64) -> [Image] {
    (0..<5).map { number in
      Image(
        channels: 1, height: 3, width: 4,
        pixels: (0..<12).map { Float($0 * (number + 1)) / 60 + Float(seed) / 100 })
    }
  }
}
