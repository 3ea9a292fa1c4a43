import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps
@testable import MemorisationLab

@Suite("Pictures of classifiers")
struct MemorisationPictureTests {
  private let folder: TemporaryFolder
  private let store: RunStore<MemorisationLab>
  private let lab = MemorisationLab.builtIn()
  private let runs: [FinishedRun<MemorisationLab>]

  /// Two seeds each of two nets on true and random labels.
  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<MemorisationLab>(output: folder.path)
    var runs: [FinishedRun<MemorisationLab>] = []
    for net in ["mlp:1x8", "mlp:1x12"] {
      for labels in ["0", "1"] {
        for seed in ["0", "1"] {
          let experiment = try lab.experiment([.net: net, .labels: labels, .seed: seed, .epochs: "2"])
          _ = try RunExecutor(store: store).run(experiment)
          runs.append(try FinishedRun(experiment.configuration, store: store))
        }
      }
    }
    self.runs = runs
  }

  private func context(
    _ yaml: String, admitted: Set<TrainingOutcome> = Set(TrainingOutcome.allCases)
  ) throws -> FigureContext<MemorisationLab> {
    FigureContext(
      heading: FigureHeading(title: "title", subtitle: "subtitle", source: "source"), runs: runs,
      admitted: admitted, options: try MemorisationOptions(#require(try YAMLValue.parse(yaml, name: "test"))),
      lab: lab)
  }

  @Test("curves are means over seeds of a column, a net and way of training each")
  func curves() throws {
    let plot = try EpochFigure(context("{column: test_accuracy, by: labels}")).plot()
    #expect(plot.panels.map(\.title) == ["labels 0", "labels 1"])
    #expect(plot.panels[0].series.map(\.label) == ["mlp:1x8", "mlp:1x12"])
    let points = plot.panels[0].series[0].points
    #expect(points.map(\.x) == [0, 1, 2])
    let accuracies = runs.prefix(2).compactMap(\.record.testAccuracy)
    #expect(abs((points.last?.y ?? 0) - (accuracies[0] + accuracies[1]) / 2) < 1e-12)
    #expect(points.last?.span == ValueRange(accuracies.min() ?? 0, accuracies.max() ?? 0))
    let steps = try EpochFigure(context("{axis: step}")).plot()
    #expect(steps.panels.count == 1 && steps.panels[0].series.count == 4)
    #expect(steps.panels[0].series[0].points.map(\.x) == [0, 4, 8])
  }

  @Test("findings over a setting have a point a value, and the span of the seeds")
  func over() throws {
    let plot = FindingFigure(try context("{over: labels, findings: [trainAccuracy, finalLoss]}")).plot
    #expect(plot.panels.map(\.yAxis.label) == ["training accuracy", "final training loss"])
    #expect(plot.panels[0].series.map(\.label) == ["mlp:1x8", "mlp:1x12"])
    let losses = runs[2..<4].compactMap(\.record.finalLoss)
    let point = try #require(plot.panels[1].series[0].points.last)
    #expect(point.x == 1 && abs((point.y ?? 0) - (losses[0] + losses[1]) / 2) < 1e-12)
    #expect(point.span != nil)
  }

  @Test("a table has the findings in percent and a paper's beside them")
  func table() throws {
    let options =
      "{columns: labels, findings: [testAccuracy], paper: {testAccuracy: [[50, 10], [null, 9]]}}"
    let map = try FindingTable(context(options)).map()
    #expect(map.rowLabels == ["mlp:1x8", "mlp:1x12"] && map.columnLabels == ["0", "1"])
    #expect(map.panels.count == 2)
    guard case .values(let values, _, _) = map.panels[0].cells,
      case .values(let paper, _, _) = map.panels[1].cells
    else {
      Issue.record("no numbers")
      return
    }
    let accuracies = runs.prefix(2).compactMap(\.record.testAccuracy)
    #expect(abs((values[0][0] ?? 0) - 50 * (accuracies[0] + accuracies[1])) < 1e-9)
    #expect(paper == [[50, 10], [nil, 9]])
    let wrong = try context("{columns: labels, findings: [testAccuracy], paper: {testAccuracy: [[50, 10]]}}")
    #expect(throws: LabError.self) { try FindingTable(wrong).map() }
  }

  @Test("runs that do not count are in no picture")
  func admitted() throws {
    let plot = FindingFigure(try context("{over: labels}", admitted: [])).plot
    #expect(plot.panels.flatMap(\.series).flatMap(\.points).allSatisfy { $0.y == nil })
  }

  @Test("every kind draws, and a picture's recipe draws it again", arguments: MemorisationPicture.allCases)
  func kinds(kind: MemorisationPicture) throws {
    let figure = try kind.draw(context("{over: labels}"))
    #expect(try !figure.render(format: .svg).bytes.isEmpty)
    #expect(try kind.draw(context("{over: labels}")).tileDigest == figure.tileDigest)
  }

  @Test("measures give a finding, a column at a moment, and a fall")
  func measures() throws {
    let (context, run) = (try context("{}"), runs[0])
    func value(_ measure: MemorisationMeasure) throws -> Double? { try measure.value(of: run, in: context) }
    let table = try EpochTable(of: run)
    #expect(try value(.finding(.testAccuracy)) == run.record.testAccuracy)
    #expect(try value(.metric(.testAccuracy, .epoch(2))) == run.record.testAccuracy)
    #expect(try value(.metric(.testAccuracy, .epoch(3))) == nil)
    #expect(try value(.metric(.testAccuracy, .best)) == nil)
    let losses = table[.loss].compactMap(\.self)
    #expect(try value(.steepestFall(.loss)) == max(losses[0] - losses[1], losses[1] - losses[2]))
    #expect(try value(.diverged) == 0 && value(.fitted) == (run.record.outcome == .fitted ? 1 : 0))
    let none = try self.context("{}", admitted: [])
    #expect(try MemorisationMeasure.finding(.testAccuracy).value(of: run, in: none) == nil)
  }

  @Test("the statement says what all runs share")
  func statement() throws {
    let configurations = runs.map(\.configuration)
    #expect(
      MemorisationLab.statement(of: configurations)
        == "trained on builtin:digits/60, 7×7 pixels whitened image by image")
    let random = MemorisationLab.statement(of: configurations.filter { $0.labels == 1 })
    #expect(random.hasSuffix("100 % of the labels random"))
    #expect(MemorisationLab.quantities.count == MemorisationFinding.allCases.count)
  }
}
