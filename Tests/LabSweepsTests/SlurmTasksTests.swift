import Testing

@testable import LabBase
@testable import LabSweeps

@Suite("Runs are packed into tasks of Slurm, and these into arrays")
struct SlurmTasksTests {
  private func tasks(_ costs: [Double], done: Set<Int> = [], minutes: Double = 10) -> SlurmTasks {
    SlurmTasks(costs: costs, isPending: costs.indices.map { !done.contains($0) }, minutes: minutes)
  }

  @Test("there are as many tasks as the pending runs' minutes need, no more than runs, and at least one")
  func count() {
    #expect(tasks([Double](repeating: 60, count: 100)).shares == 10)
    #expect(tasks([Double](repeating: 60, count: 101)).shares == 11)
    #expect(tasks([Double](repeating: 3600, count: 5)).shares == 5)
    #expect(tasks([Double](repeating: 0.01, count: 1000)).shares == 1)
    #expect(tasks([Double](repeating: 0, count: 3)).needed == [0])
    #expect(tasks([Double](repeating: 60, count: 100), minutes: 0.5).shares == 100)
  }

  @Test("runs that are done need no task, but are in the shares as before")
  func done() {
    // Shares: [0, 5], [1, 4], [2, 3].
    let costs: [Double] = [600, 500, 400, 300, 200, 100]
    #expect(tasks(costs, minutes: 700 / 60).shares == 3)
    let some = tasks(costs, done: [1, 4], minutes: 500 / 60)
    #expect(some.shares == 3 && some.needed == [0, 2])
    #expect(tasks(costs, done: Set(costs.indices)).needed == [])
  }

  @Test("an array's tasks have numbers below MaxArraySize, counted from the array's first share")
  func batches() {
    let ten = tasks([Double](repeating: 600, count: 10))
    #expect(ten.batches(largestArray: 1001) == [.init(first: 0, tasks: Array(0..<10))])
    let four = ten.batches(largestArray: 4)
    #expect(four.map(\.first) == [0, 4, 8] && four.map(\.text) == ["0-3", "0-3", "0-1"])
    #expect(ten.batches(largestArray: 1).map(\.text) == [String](repeating: "0", count: 10))
    let gaps = tasks([Double](repeating: 600, count: 10), done: [1, 4, 9])
    #expect(gaps.shares == 7)
    let most = gaps.batches(largestArray: 3)
    let shares = most.flatMap { batch in batch.tasks.map { batch.first + $0 } }
    #expect(shares == gaps.needed && most.allSatisfy { $0.tasks.allSatisfy { $0 < 3 } })
    #expect(SlurmTasks.Batch(first: 2, tasks: [0, 1, 2, 5, 7, 8]).text == "0-2,5,7-8")
  }

  @Test("options that cannot be are refused")
  func options() throws {
    for minutes in [0, -1, .nan, .infinity] {
      #expect(throws: LabError.self) { try SlurmOptions(minutesPerTask: minutes) }
    }
    for limit in [2, 0, -5] { #expect(throws: LabError.self) { try SlurmOptions(timeLimit: limit) } }
    for option in ["-p", "gpu", "--", "--x\ny", ""] {
      #expect(throws: LabError.self, "\(option)") { try SlurmOptions(passedOn: [option]) }
    }
    #expect(try SlurmOptions(timeLimit: 3, passedOn: ["--partition=a b"]).passedOn == ["--partition=a b"])
  }
}
