import Foundation
import Testing

@testable import LabBase
@testable import LabRuns

@Suite("Which steps are saved")
struct SnapshotPlanTests {
  @Test("a plan reads its own text", arguments: ["log:12", "every:500", "0,10,100", "7"])
  func roundTrip(text: String) throws {
    #expect(try SnapshotPlan(parsing: text).description == text)
  }

  @Test(
    "anything else cannot be used",
    arguments: [
      "", "log", "log:", "log:1", "log:201", "log:x", "every:0", "every:-3", "1,,2", "-1", "1.5", "linear:3",
      "2000000000", "log:12:3",
    ])
  func refusals(text: String) {
    let error = #expect(throws: LabError.self) { try SnapshotPlan(parsing: text) }
    #expect(error?.exitCode == 78 && error?.description.contains("log:N") == true)
  }

  @Test("a list is sorted, and what lies behind the end is not of it")
  func lists() throws {
    let plan = try SnapshotPlan(parsing: "100,0,10,10")
    #expect(plan.steps(endingAt: 100) == [0, 10, 100] && plan.steps(endingAt: 99) == [0, 10])
    #expect(plan.kept(through: 10) == [0, 10])
    #expect([0, 1, 10, 11, 101].map { plan.candidate(from: $0) } == [0, 10, 10, 100, nil])
  }

  @Test("every K has the start and the end")
  func intervals() throws {
    let plan = try SnapshotPlan(parsing: "every:4")
    #expect(plan.steps(endingAt: 9) == [0, 4, 8, 9] && plan.steps(endingAt: 8) == [0, 4, 8])
    #expect([0, 1, 4, 5].map { plan.candidate(from: $0) } == [0, 4, 4, 8])
  }

  @Test(
    "a logarithmic plan ends with the start, the end and evenly spaced steps between, however long it took",
    arguments: [50, 100, 1607, 30_000, 1_000_000], [5, 12, 40])
  func logarithmic(last: Int, count: Int) throws {
    let plan = SnapshotPlan.logarithmic(count)
    let steps = plan.steps(endingAt: last)
    #expect(steps.prefix(2) == [0, 1] && steps.last == last)
    #expect(steps == Set(steps).sorted() && steps.count <= count + 1)
    // Short trainings do not have enough places between their whole numbers.
    #expect(steps.count == count + 1 || last < 5 * count)
    let ratio = max(pow(Double(last), 1 / Double(count - 1)), 1.2)
    for (step, next) in zip(steps, steps.dropFirst()) where step >= 8 {
      #expect(Double(next) / Double(step) < 1.5 * ratio, "\(step) \(next)")
    }
  }

  @Test("very short trainings keep each of their steps", arguments: 0...4)
  func short(last: Int) {
    #expect(SnapshotPlan.logarithmic(12).steps(endingAt: last) == Array(0...last))
  }

  @Test(
    "what remains was saved on the way, and never were there more than three times as many",
    arguments: [2, 5, 12])
  func onTheWay(count: Int) {
    let plan = SnapshotPlan.logarithmic(count)
    var present: Set<Int> = []
    for step in 0...5000 {
      if plan.candidate(from: step) == step {
        present.insert(step)
        present.formIntersection(plan.kept(through: step))
      }
      #expect(present.count <= 3 * count + 1 && present.count < plan.largestCount(steps: 5000))
      #expect(present == Set(plan.kept(through: step)))
      #expect(present.union([step]).isSuperset(of: plan.steps(endingAt: step)), "\(step)")
    }
  }
}
