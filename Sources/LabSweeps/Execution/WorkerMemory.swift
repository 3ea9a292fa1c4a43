import LabBase

/// Whether so many workers fit the memory.
struct WorkerMemory {
  /// Bytes that they may use together.
  let available: Double
  /// Bytes that a worker keeps from one run for the next, at most.
  let held: Double

  /// Requires that the largest runs fit the memory, should they come to be made side by side.
  ///
  /// A run that does not fit alone is its own error, whatever the number of jobs: it is not counted.
  ///
  /// - Parameter costs: bytes of each run that is to be made.
  /// - Throws: `LabError.badConfiguration` that names the number of jobs that fit.
  func check(_ costs: [Double], jobs: Int) throws(LabError) {
    let largest = costs.filter { $0 <= available }.sorted(by: >).prefix(jobs).map { $0 + held }
    let together = largest.reduce(0, +)
    guard largest.count > 1, together > available else { return }
    var (fitting, sum) = (0, 0.0)
    for cost in largest {
      sum += cost
      if sum > available { break }
      fitting += 1
    }
    throw .badConfiguration(
      key: "--jobs", found: "\(jobs), which may need \(MachineMemory.text(together)) together",
      expected: "at most \(max(1, fitting)), for there are \(MachineMemory.text(available))")
  }
}
