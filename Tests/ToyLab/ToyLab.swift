import LabBase
import LabDrawing
import LabFigures
import LabRuns
import Nets

extension SettingKey {
  package static let goal = SettingKey(rawValue: "goal")
  package static let rate = SettingKey(rawValue: "rate")
}

/// A laboratory without a net, in one short file: a number walks towards a goal, and a run finds where it ends.
///
/// It stands on the same floor as the real ones, which shows what the floor asks of a laboratory, and that it asks no more.
package struct ToyLab: FigureLab {
  package static let name = "toy"

  package struct Configuration: RunConfiguration {
    package var (goal, rate, steps, seed, numerics) = (1.0, 0.5, 40, UInt64(0), Self.currentNumerics)
    package let lab = ToyLab.name
    package static let currentNumerics = 1
    package static let settings = SettingTable<Configuration>(
      [
        Setting(.goal, domain: .numbers(expected: "a number") { _ in true }) { PlainNumber.text($0.goal) },
        Setting(.rate, domain: .numbers(expected: "a number above 0") { $0 > 0 }) {
          PlainNumber.text($0.rate)
        },
        Setting(.steps, domain: .integers(0...1_000_000)) { String($0.steps) },
        Setting(.seed, domain: .unsigned) { String($0.seed) },
      ], principal: .goal, labelKeys: [.goal, .rate], netKeys: [.goal])
    package let subject = "a number"
    package var withoutFolders: Configuration { self }
    package let inputFiles: [String] = []
    package let cost = RunCost(seconds: 1e-3, secondsBeside: 1e-3, memory: 1e3, disk: 1e3)
    private enum CodingKeys: String, CodingKey { case goal, rate, steps, seed, numerics, lab }

    package init() {}

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      goal = try container.decode(Double.self, forKey: .goal)
      rate = try container.decode(Double.self, forKey: .rate)
      steps = try container.decode(Int.self, forKey: .steps)
      seed = try container.decode(UInt64.self, forKey: .seed)
      numerics = try container.decode(Int.self, forKey: .numerics)
      try require(completed: ToyLab().makeConfiguration(Settings(of: self)))
    }
  }

  package struct Record: RunRecord {
    package let (runKey, directory, steps): (String, String, Int)
    package let (finalLoss, stopReason, outcome): (Double?, StopReason, TrainingOutcome)
    package let answer: Double?
  }

  package struct Experiment: LabRuns.Experiment {
    package let configuration: Configuration

    package func makeSession(threads: Int) -> Session { Session(configuration) }

    package func record(of session: Session, _ result: TrainingResult, threads: Int) -> Record {
      Record(
        runKey: runKey, directory: RunDirectory<ToyLab>.relativePath(runKey: runKey), steps: result.steps,
        finalLoss: result.finalLoss.isFinite ? result.finalLoss : nil, stopReason: result.stopReason,
        outcome: result.finalLoss <= 1e-3 ? .fitted : TrainingOutcome(result, restLoss: nil),
        answer: session.place.isFinite ? session.place : nil)
    }
  }

  package final class Session: TrainingSession {
    package static let metricColumns = ["loss"]
    package private(set) var completedSteps = 0
    /// Steps that this session really took.
    package private(set) var stepsTaken = 0
    fileprivate var place: Double
    private let start: Double
    private let configuration: Configuration

    init(_ configuration: Configuration) {
      self.configuration = configuration
      start = RandomStream(key: RandomKey(seed: configuration.seed).deriving("start")).normal(at: 0)
      place = start
    }

    package var model: [SafetensorsFile.Tensor] {
      [SafetensorsFile.Tensor(name: "place", dimensions: [1], values: .double([place]))]
    }

    package var state: SafetensorsFile {
      SafetensorsFile(tensors: model, metadata: ["steps": String(completedSteps)])
    }

    package func restore(_ state: SafetensorsFile) throws(Checkpoint.MismatchError) {
      guard case .double(let values)? = state["place"]?.values, values.count == 1,
        let steps = state.metadata["steps"].flatMap(Int.init), (0...configuration.steps).contains(steps)
      else { throw Checkpoint.MismatchError(expected: "a place and the steps done", found: "something else") }
      (place, completedSteps) = (values[0], steps)
    }

    package func run(shouldStop: () -> Bool, onRow: (MetricsRow) -> Void) -> TrainingResult {
      let firstLoss = (start - configuration.goal) * (start - configuration.goal)
      while true {
        let loss = (place - configuration.goal) * (place - configuration.goal)
        let isOver = completedSteps == configuration.steps || !loss.isFinite
        if !isOver, shouldStop() {
          return TrainingResult(
            steps: completedSteps, finalLoss: loss, stopReason: .interrupted, initialLoss: firstLoss)
        }
        onRow(MetricsRow(step: completedSteps, loss: loss, values: [loss], isLast: isOver))
        if isOver {
          return TrainingResult(
            steps: completedSteps, finalLoss: loss, stopReason: loss.isFinite ? .stepLimit : .diverged,
            initialLoss: firstLoss)
        }
        place -= configuration.rate * (place - configuration.goal)
        completedSteps += 1
        stepsTaken += 1
      }
    }
  }

  package init() {}

  package func makeConfiguration(_ settings: Settings) throws(LabError) -> Configuration {
    let parser = SettingParser(settings, table: Configuration.settings)
    var configuration = Configuration()
    if let goal = try parser.number(.goal) { configuration.goal = goal }
    if let rate = try parser.number(.rate) { configuration.rate = rate }
    if let steps = try parser.integer(.steps) { configuration.steps = steps }
    if let seed = try parser.unsigned(.seed) { configuration.seed = seed }
    return configuration
  }

  package func makeExperiment(_ configuration: Configuration) -> Experiment {
    Experiment(configuration: configuration)
  }

  package static func resultColumns(for configurations: [Configuration]) -> [ResultColumn<Record>] {
    [ResultColumn("answer", number: { $0.answer })]
  }

  package static let quantities = [
    RunQuantity<ToyLab>("answer", title: "answer", isFinding: true) { $0.record?.answer }
  ]

  package static func statement(of runs: [Configuration]) -> String { "numbers" }

  package static func scale(of quantity: RunQuantity<ToyLab>, holding values: [Double]) -> ValueRange? { nil }

  package static func region(
    of records: [Record], _ configuration: Configuration, pictures: [FigurePicture<ToyLab>]
  ) -> String? {
    records.map(\.answer).definedMean.map { $0 > 0 ? "above" : "below" }
  }

  package enum Kind: String, PictureKind {
    case loss, answers

    package func draw(_ context: FigureContext<ToyLab>) throws(LabError) -> any RenderableFigure {
      switch self {
      case .loss: return try LossFigure(context, axis: "squared distance").plot()
      case .answers:
        let points = context.runs.map { LinePlot.Sample(x: $0.configuration.goal, y: $0.record.answer) }
        return LinePlot(
          title: context.heading.title, subtitle: context.heading.subtitle, xAxis: LinePlot.Axis("goal"),
          yAxis: LinePlot.Axis("answer"), series: [LinePlot.Series(label: "answers", points: points)])
      }
    }
  }

  package struct Options: PictureOptions {
    package static let names: [String] = []
    package init() {}
    package init(_ value: YAMLValue) throws(LabError) { _ = try YAMLMapping(value, keys: []) }
    package func overlaid(with upper: Options) -> Options { self }
  }

  package enum Measure: String, CaseIterable, RunMeasure {
    case answer, loss
    package static let names: [String] = []
    package init(_ fields: inout YAMLMapping) throws(LabError) { self = try fields.choice("measure") }
    package var title: String { rawValue }

    package func value(of run: FinishedRun<ToyLab>, in context: FigureContext<ToyLab>) -> Double? {
      self == .answer ? run.record.answer : run.record.finalLoss
    }
  }

  package struct Cell: GridCell {
    package var title: String { "answer" }
    package init() {}

    package func draw(
      _ grid: SweepGrid<ToyLab>, lab: ToyLab
    ) throws(LabError) -> any RenderableFigure {
      let mean = GridMeasure<ToyLab>(title, scale: .linear(.unit, .sequential)) {
        $0.map(\.record.answer).definedMean
      }
      return try grid.heatMap([mean], remarks: [], undefined: "no answer")
    }
  }

  package typealias Recipe = FigureConfiguration<ToyLab>
}
