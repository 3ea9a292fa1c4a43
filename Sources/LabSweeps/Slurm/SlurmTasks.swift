import LabBase
import LabRuns

/// The tasks that a sweep's pending runs need, packed into job arrays.
///
/// A task makes one share of the whole plan; what of it is done costs it nothing. Shares without a pending run need none.
package struct SlurmTasks: Equatable, Sendable {
  /// One job array.
  package struct Batch: Equatable, Sendable {
    /// The share that task 0 would make; task t makes the share `first + t`.
    package let first: Int
    /// The tasks of the array, rising, from 0.
    package let tasks: [Int]

    /// The tasks as `sbatch --array` takes them, such as `0-3,7`.
    package var text: String {
      var ranges: [ClosedRange<Int>] = []
      for task in tasks {
        if let last = ranges.last, last.upperBound + 1 == task {
          ranges[ranges.count - 1] = last.lowerBound...task
        } else {
          ranges.append(task...task)
        }
      }
      return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        .joined(separator: ",")
    }
  }

  /// Into how many shares the plan is dealt.
  package let shares: Int
  /// Those that have pending runs, rising.
  package let needed: [Int]

  /// Plans the tasks of a plan.
  package init<L: Lab>(plan: SweepPlan<L>, store: RunStore<L>, minutes: Double) {
    self.init(
      costs: plan.runs.map(\.cost.totalSeconds),
      isPending: plan.runs.map { store.record(of: $0) == nil }, minutes: minutes)
  }

  /// Plans tasks of so many minutes each, at least one pending run a task.
  ///
  /// - Parameters:
  ///   - costs: seconds of every run of the plan.
  ///   - isPending: whether it is to be made.
  init(costs: [Double], isPending: [Bool], minutes: Double) {
    let pending = costs.indices.filter { isPending[$0] }
    let seconds = pending.reduce(0) { $0 + costs[$1] }
    shares = Int(max(1, min((seconds / (60 * minutes)).rounded(.up), Double(pending.count))))
    let places = SweepShares(costs: costs, count: shares).places
    needed = places.indices.filter { places[$0].contains { isPending[$0] } }
  }

  /// The fewest arrays, none with a task's number of `largestArray` or more.
  ///
  /// - Parameter largestArray: Slurm's MaxArraySize, at least 1.
  package func batches(largestArray: Int) -> [Batch] {
    var batches: [Batch] = []
    var rest = needed[...]
    while let first = rest.first {
      let tasks = rest.prefix { $0 - first < largestArray }
      batches.append(Batch(first: first, tasks: tasks.map { $0 - first }))
      rest = rest.dropFirst(tasks.count)
    }
    return batches
  }
}
