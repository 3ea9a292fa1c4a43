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
    #expect(plot.panels.map(\.title) == ["labels\u{A0}0", "labels\u{A0}1"])
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

  @Test("a curve has one name in every panel, and words that would not tell stand beside their setting's")
  func names() throws {
    let names = try context("{}").curves(of: Array(runs.prefix(4)), hiding: []).map(\.label)
    #expect(
      names
        == ["mlp:1x8 · labels 0", "mlp:1x8 · labels 1"].map {
          $0.replacing(" ", with: "\u{A0}").replacing("\u{A0}·\u{A0}", with: "\u{A0}· ")
        })
    var (shuffled, normed) = (runs[0].configuration, runs[0].configuration)
    shuffled.pixels = .shuffled
    normed.batchNorm = .shift
    let labels = RunLabels([runs[0].configuration, shuffled, normed])
    #expect(
      [runs[0].configuration, shuffled, normed].map { labels.label($0).replacing("\u{A0}", with: " ") }
        == [
          "no batch norm · true pixels", "no batch norm · shuffled pixels", "shift batch norm · true pixels",
        ])
  }

  @Test("sets and nets have an order by their size")
  func places() throws {
    func place(_ values: [SettingKey: String], _ key: SettingKey) throws -> Double? {
      try MemorisationLab.place(of: lab.configuration(values), along: key)
    }
    #expect(try place([.net: "mlp:2x24"], .net) == 24 && place([:], .dataSet) == 60)
    #expect(try place([.validation: "10"], .dataSet) == 50 && place([.labels: "0.5"], .labels) == 0.5)
    #expect(try place([:], .pixels) == nil)
  }

  @Test("findings over a setting have a point a value, and the span of the seeds")
  func over() throws {
    let plot = try FindingFigure(context("{over: labels, findings: [trainAccuracy, finalLoss]}")).plot()
    #expect(plot.panels.map(\.yAxis.label) == ["training accuracy", "final training loss"])
    #expect(plot.panels[0].series.map(\.label) == ["mlp:1x8", "mlp:1x12"])
    let losses = runs[2..<4].compactMap(\.record.finalLoss)
    let point = try #require(plot.panels[1].series[0].points.last)
    #expect(point.x == 1 && abs((point.y ?? 0) - (losses[0] + losses[1]) / 2) < 1e-12)
    #expect(point.span != nil)
  }

  @Test("a net's units are an axis, and runs without others along an axis are left out and counted")
  func sizes() throws {
    let units = try FindingFigure(context("{over: net, by: labels}")).plot()
    #expect(units.panels[0].series[0].points.map(\.x) == [8, 12])
    let images = try FindingFigure(context("{over: dataSet}")).plot()
    #expect(images.panels[0].series.count == 4 && images.footnote?.contains("Left out") == false)
    var some = runs
    some.removeAll { $0.configuration.net == "mlp:1x12" && $0.configuration.labels == 1 }
    let context = FigureContext(
      heading: FigureHeading(title: "title", subtitle: "subtitle", source: "source"), runs: some,
      admitted: Set(TrainingOutcome.allCases), options: try context("{over: net}").options, lab: lab)
    let plot = try FindingFigure(context).plot()
    #expect(plot.panels[0].series.map(\.label) == ["labels\u{A0}0"])
    #expect(plot.footnote?.contains("Left out: 2 runs") == true)
  }

  @Test(
    "a table has a row for each way of training, shares in percent, and a paper's numbers beside its own rows"
  )
  func table() throws {
    let options =
      "{findings: [testAccuracy], paper: [{net: 'mlp:1x8', labels: 0, testAccuracy: 50}, {labels: 1, testAccuracy: 9}]}"
    let table = try FindingTable(context(options)).table()
    #expect(
      table.columns.map(\.title) == ["net", "labels", "parameters", "test accuracy, %", "test accuracy, %"])
    #expect(table.groups.map(\.count) == [2, 2])
    let row = table.groups[0][0]
    #expect(row[0] == .text("mlp:1x8") && row[1] == .text("0"))
    let parameters = runs[0].record.parameterCount
    #expect(row[2] == .number(Double(parameters), text: NumberText.grouped(parameters)))
    guard case .number(let mean?, let text) = row[3] else {
      Issue.record("no number")
      return
    }
    let accuracies = runs.prefix(2).compactMap(\.record.testAccuracy)
    #expect(abs(mean - 50 * (accuracies[0] + accuracies[1])) < 1e-9 && text.contains("±"))
    let without = try FindingTable(context("{paper: [{net: 'mlp:1x99', testAccuracy: 50}]}")).table()
    #expect(without.columns.allSatisfy { $0.group != "in the paper" })
    #expect(row[4] == .number(50, text: "50.00") && table.groups[1][0][4] == .blank)
    #expect(table.groups[1][1][4] == .number(9, text: "9.00"))
  }

  @Test(
    "the time to a level ends with the first epoch there, and may begin at another level or be beside true data's"
  )
  func reach() throws {
    let context = try context("{}")
    let table = try EpochTable(of: runs[0])
    let losses = table[.loss].compactMap(\.self)
    let level = losses[1] / losses[0]
    func value(_ reach: TrainingReach, of run: Int = 0) throws -> Double? {
      try MemorisationMeasure.reach(reach).value(of: runs[run], in: context)
    }
    #expect(losses[0] > losses[1])
    #expect(try value(TrainingReach(unit: .epochs, column: .loss, level: level)) == 1)
    #expect(try value(TrainingReach(unit: .steps, column: .loss, level: level)) == Double(table.steps[1]))
    #expect(try value(TrainingReach(unit: .epochs, column: .loss, level: level, from: 1)) == 1)
    #expect(try value(TrainingReach(unit: .epochs, column: .loss, level: level, from: level)) == 0)
    #expect(try value(TrainingReach(unit: .epochs, column: .loss, level: 0)) == nil)
    #expect(try value(TrainingReach(unit: .epochs, column: .testAccuracy, level: 0)) == 0)
    #expect(
      try value(TrainingReach(unit: .epochs, column: .testAccuracy, level: 0, beside: .difference)) == 0)
    #expect(try value(TrainingReach(unit: .epochs, column: .testAccuracy, level: 0, beside: .ratio)) == nil)
    // Of random labels the true ones' runs are what it stands beside: a level that all reach at the start.
    #expect(
      try value(TrainingReach(unit: .epochs, column: .testAccuracy, level: 0, beside: .difference), of: 2)
        == 0)
  }

  @Test("runs that do not count are in no picture")
  func admitted() throws {
    let plot = try FindingFigure(context("{over: labels}", admitted: [])).plot()
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
