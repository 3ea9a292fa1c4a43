import LabBase

/// Whether so many workers fit the memory.
struct WorkerMemory {
  /// Bytes that they may use together.
  let available: Double
  /// Bytes that a worker keeps from one run for the next, at most.
  let held: Double

  /// How many workers may be at the largest runs side by side, at most `jobs` and at least 1.
  ///
  /// A run that does not fit alone is its own error, whatever the number of jobs: it is not counted.
  ///
  /// - Parameter costs: bytes of each run that is to be made.
  func fitting(_ costs: [Double], jobs: Int) -> Int {
    let largest = largest(costs, jobs)
    var (fitting, sum) = (0, 0.0)
    for cost in largest {
      sum += cost
      if sum > available { return max(1, fitting) }
      fitting += 1
    }
    return jobs
  }

  /// Requires that so many workers fit.
  ///
  /// - Throws: `LabError.badConfiguration` that names the number of jobs that fit.
  func check(_ costs: [Double], jobs: Int) throws(LabError) {
    let fitting = fitting(costs, jobs: jobs)
    guard fitting < jobs else { return }
    let together = largest(costs, jobs).reduce(0, +)
    throw .badConfiguration(
      key: "--jobs", found: "\(jobs), which may need \(MachineMemory.text(together)) together",
      expected: "at most \(fitting), for there are \(MachineMemory.text(available))")
  }

  /// Bytes of the workers at the largest runs.
  private func largest(_ costs: [Double], _ jobs: Int) -> [Double] {
    costs.filter { $0 <= available }.sorted(by: >).prefix(jobs).map { $0 + held }
  }
}
