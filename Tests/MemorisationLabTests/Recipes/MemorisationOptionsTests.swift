import Foundation
import Testing

@testable import LabBase
@testable import LabFigures
@testable import LabRuns
@testable import MemorisationLab

@Suite("Options and measures of classifiers' figures")
struct MemorisationOptionsTests {
  private func options(_ yaml: String) throws -> MemorisationOptions {
    try MemorisationOptions(#require(try YAMLValue.parse(yaml, name: "test")))
  }

  private func measure(_ yaml: String) throws -> MemorisationMeasure {
    var fields = try YAMLMapping(
      #require(try YAMLValue.parse(yaml, name: "test")), keys: ["measure"] + MemorisationMeasure.names)
    return try MemorisationMeasure(&fields)
  }

  @Test("options are read, laid over each other, and read back from a picture")
  func read() throws {
    let lower = try options(
      """
      {over: labels, by: net, column: [loss, test_accuracy], axis: step, log: [y],
      findings: [testAccuracy, "stepsTo:0.99"],
      paper: [{net: "mlp:3x512", weightDecay: 5e-4, testAccuracy: 53.35}, {labels: 1, trainAccuracy: 99}]}
      """)
    #expect(lower.over == .labels && lower.column == [.loss, .testAccuracy] && lower.axis == .step)
    #expect(lower.findings == [.finding(.testAccuracy), .time(.steps, level: 0.99)] && lower.log == [.y])
    let paper = try #require(lower.paper)
    #expect(paper.map(\.runs) == [["net": "mlp:3x512", "weightDecay": "0.0005"], ["labels": "1"]])
    #expect(paper.map(\.numbers) == [["testAccuracy": 53.35], ["trainAccuracy": 99]])
    let upper = lower.overlaid(with: try options("{axis: epoch, curves: seed}"))
    #expect(upper.axis == .epoch && upper.curves == .seed && upper.over == .labels)
    let text = CanonicalJSON.compact(upper)
    #expect(try JSONDecoder().decode(MemorisationOptions.self, from: Data(text.utf8)) == upper)
  }

  @Test(
    "what makes no picture is refused",
    arguments: [
      "{over: optimizer}", "{over: depth}", "{findings: []}", "{findings: [zone]}", "{findings: [stepsTo:2]}",
      "{paper: [{zone: 1}]}", "{axis: hour}", "{column: accuracy}", "{column: []}",
      "{paper: [{testAccuracy: x}]}", "{paper: [{labels: 2, testAccuracy: 1}]}", "{paper: [1]}", "{other: 1}",
    ])
  func refused(yaml: String) {
    #expect(throws: LabError.self) { try options(yaml) }
  }

  @Test("a picture's recipe with a row of no such setting is refused")
  func damagedRow() {
    for text in [
      #"{"paper":[{"numbers":{},"runs":{"depth":"1"}}]}"#, #"{"paper":[{"numbers":{"zone":1},"runs":{}}]}"#,
      #"{"paper":[{"numbers":{},"runs":{"labels":"7"}}]}"#, #"{"findings":["stepsTo:"]}"#,
    ] {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(MemorisationOptions.self, from: Data(text.utf8))
      }
    }
  }

  @Test("measures are findings, columns at a moment, and falls of columns")
  func measures() throws {
    #expect(try measure("{measure: testAccuracy}") == .finding(.testAccuracy))
    #expect(
      try measure("{measure: metric, column: corrupted_accuracy, epoch: best}")
        == .metric(.corruptedAccuracy, .best))
    #expect(try measure("{measure: metric, column: loss, epoch: 3}") == .metric(.loss, .epoch(3)))
    #expect(try measure("{measure: steepest-fall, column: loss}") == .steepestFall(.loss))
    #expect(
      try measure("{measure: epochs-to, column: loss, level: 0.1, from: 0.5}")
        == .reach(TrainingReach(unit: .epochs, column: .loss, level: 0.1, from: 0.5)))
    #expect(
      try measure("{measure: steps-to, column: train_accuracy, level: 0.99, beside: difference}")
        == .reach(
          TrainingReach(unit: .steps, column: .trainAccuracy, level: 0.99, beside: .difference)))
    for wrong in [
      "{measure: epochs-to, column: loss}", "{measure: steps-to, column: loss, level: 2}",
      "{measure: epochs-to, column: loss, level: 0.5, beside: sum}", "{measure: accuracy}",
      "{measure: metric, column: loss}", "{measure: metric, column: loss, epoch: -1}",
      "{measure: steepest-fall}",
    ] {
      #expect(throws: LabError.self) { try measure(wrong) }
    }
  }
}
