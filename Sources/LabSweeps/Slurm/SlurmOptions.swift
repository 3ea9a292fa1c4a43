import LabBase

/// What a user says about the tasks that Slurm is given.
package struct SlurmOptions: Equatable, Sendable {
  /// Minutes that a task's runs should take together at most, by the estimate of their costs; above 0.
  package let minutesPerTask: Double
  /// Minutes after which Slurm ends a task, which saves its state before; nil for the partition's limit.
  package let timeLimit: Int?
  /// Further options of sbatch, such as `--partition=long`.
  package let passedOn: [String]

  /// Seconds before the time limit at which a task is told to save its state.
  static let warning = 90

  /// Checks the options.
  ///
  /// - Throws: `LabError.badConfiguration` for what cannot be.
  package init(minutesPerTask: Double = 10, timeLimit: Int? = nil, passedOn: [String] = []) throws(LabError) {
    guard minutesPerTask > 0, minutesPerTask.isFinite else {
      throw .badConfiguration(
        key: "--slurm-minutes", found: "\(minutesPerTask)", expected: "a number of minutes above 0")
    }
    // A shorter one would end a task about when it has begun, again and again.
    if let timeLimit, !(3...525_600).contains(timeLimit) {
      throw .badConfiguration(
        key: "--slurm-time", found: "\(timeLimit)",
        expected: "at least 3 minutes, of which the last \(Self.warning) s are for saving the state")
    }
    for option in passedOn where !option.hasPrefix("--") || option.count < 3 || option.contains("\n") {
      throw .badConfiguration(
        key: "--slurm-option", found: "\"\(option)\"",
        expected: "one long option of sbatch, such as --slurm-option=--partition=long")
    }
    self.minutesPerTask = minutesPerTask
    self.timeLimit = timeLimit
    self.passedOn = passedOn
  }
}
