import CNetKernels
import Foundation
import Testing

/// The threads that share out a kernel's tasks.
@Suite struct TeamTests {
  static let sizes = Array(1...5)

  /// What the tasks of one run leave behind, one cell an index: how often it ran and on whom.
  private struct Trace {
    let visits: UnsafeMutablePointer<Int32>
    let workers: UnsafeMutablePointer<Int>
  }

  /// Runs `count` tasks and returns how often each index was seen, and by which worker.
  private func run(_ team: OpaquePointer?, count: Int) -> (visits: [Int32], workers: [Int]) {
    var visits = [Int32](repeating: 0, count: count)
    var workers = [Int](repeating: -1, count: count)
    visits.withUnsafeMutableBufferPointer { visits in
      workers.withUnsafeMutableBufferPointer { workers in
        guard let first = visits.baseAddress, let names = workers.baseAddress else { return }
        var trace = Trace(visits: first, workers: names)
        let task: cnk_task = { context, index, worker in
          let trace = context.assumingMemoryBound(to: Trace.self).pointee
          trace.visits[index] += 1
          trace.workers[index] = worker
        }
        cnk_team_run(team, count, task, &trace)
      }
    }
    return (visits, workers)
  }

  @Test("every index is run once, by a worker of the team, in thousands of tiny runs", arguments: sizes)
  func runsEveryIndexOnce(size: Int) throws {
    let team = try #require(cnk_team_create(size))
    defer { cnk_team_destroy(team) }
    #expect(cnk_team_size(team) == size)
    for round in 0..<5_000 {
      let (visits, workers) = run(team, count: round % 23)
      guard visits.allSatisfy({ $0 == 1 }), workers.allSatisfy({ (0..<size).contains($0) }) else {
        Issue.record("round \(round): visits \(visits), workers \(workers)")
        return
      }
    }
  }

  @Test("threads that lay down between two runs wake up for the next", arguments: sizes)
  func wakesUp(size: Int) throws {
    let team = try #require(cnk_team_create(size))
    defer { cnk_team_destroy(team) }
    for _ in 0..<20 {
      usleep(2_000)
      #expect(run(team, count: 50).visits.allSatisfy { $0 == 1 })
    }
  }

  @Test("all threads of a team work, each with its own number")
  func sharesWork() throws {
    let team = try #require(cnk_team_create(3))
    defer { cnk_team_destroy(team) }
    // While one thread sleeps in its task, the others have all the time to claim theirs.
    let begun = UnsafeMutablePointer<Int32>.allocate(capacity: 3)
    begun.initialize(repeating: 0, count: 3)
    defer { begun.deallocate() }
    let task: cnk_task = { context, _, worker in
      let begun = context.assumingMemoryBound(to: Int32.self)
      begun[worker] += 1
      usleep(200_000)
    }
    cnk_team_run(team, 3, task, begun)
    #expect((0..<3).map { begun[$0] } == [1, 1, 1])
  }

  @Test("no team is a team of one: a plain loop in order")
  func runsAlone() {
    #expect(cnk_team_size(nil) == 1)
    #expect(run(nil, count: 7).visits == [1, 1, 1, 1, 1, 1, 1])
    #expect(run(nil, count: 7).workers == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test("a team of no threads cannot be made")
  func refusesNone() {
    #expect(cnk_team_create(0) == nil)
  }
}
