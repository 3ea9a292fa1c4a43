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
      {over: labels, by: net, column: test_accuracy, axis: step, findings: [testAccuracy, gap], log: [y],
      paper: {testAccuracy: [[52.39, null], [50]]}}
      """)
    #expect(lower.over == .labels && lower.column == .testAccuracy && lower.axis == .step)
    #expect(lower.findings == [.testAccuracy, .gap] && lower.log == [.y])
    #expect(lower.paper == ["testAccuracy": [[52.39, nil], [50]]])
    let upper = lower.overlaid(with: try options("{axis: epoch, curves: seed}"))
    #expect(upper.axis == .epoch && upper.curves == .seed && upper.over == .labels)
    let text = CanonicalJSON.compact(upper)
    #expect(try JSONDecoder().decode(MemorisationOptions.self, from: Data(text.utf8)) == upper)
  }

  @Test(
    "what makes no picture is refused",
    arguments: [
      "{over: net}", "{over: depth}", "{findings: []}", "{findings: [zone]}", "{paper: {zone: [[1]]}}",
      "{axis: hour}", "{column: accuracy}", "{paper: {testAccuracy: [[x]]}}", "{other: 1}",
    ])
  func refused(yaml: String) {
    #expect(throws: LabError.self) { try options(yaml) }
  }

  @Test("measures are findings, columns at a moment, and falls of columns")
  func measures() throws {
    #expect(try measure("{measure: testAccuracy}") == .finding(.testAccuracy))
    #expect(
      try measure("{measure: metric, column: corrupted_accuracy, epoch: best}")
        == .metric(.corruptedAccuracy, .best))
    #expect(try measure("{measure: metric, column: loss, epoch: 3}") == .metric(.loss, .epoch(3)))
    #expect(try measure("{measure: steepest-fall, column: loss}") == .steepestFall(.loss))
    for wrong in [
      "{measure: accuracy}", "{measure: metric, column: loss}", "{measure: metric, column: loss, epoch: -1}",
      "{measure: steepest-fall}",
    ] {
      #expect(throws: LabError.self) { try measure(wrong) }
    }
  }
}
