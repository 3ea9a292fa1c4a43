import LabBase

/// Where a run stands: status.json, which holds the times and the machine so that no result has to.
package struct RunStatus: Codable, Equatable, Sendable {
  /// The states of a run.
  package enum State: String, Codable, Sendable {
    /// A process is at it.
    case running
    /// Stopped in the middle with its state saved; the same command goes on.
    case checkpointed
    /// result.json is there.
    case done
    /// Ended by an error or a crash.
    case failed
  }

  /// The laboratory that the run is of; nil in files of before it was recorded.
  package var lab: String?
  /// The state.
  package var state: State
  /// How many processes have started on it.
  package var attempt: Int
  /// Name of the machine.
  package var host: String
  /// Process number.
  package var pid: Int32
  /// Last sign of life, ISO 8601, UTC.
  package var heartbeat: String
  /// Start of the first attempt, ISO 8601, UTC.
  package var started: String
  /// Seconds spent in training, states saved meanwhile included, all attempts together.
  package var seconds: Double
  /// Seconds that measuring the trained net took; nil before, and in files of before it was recorded.
  package var measuringSeconds: Double?
  /// Updates done.
  package var steps: Int
  /// Why it failed; nil otherwise.
  package var message: String?
  /// The instructions that the last attempt's kernels used, such as AVX-512.
  ///
  /// Results have the same bits on processors of one such set only. Nil in files of before it was recorded.
  package var instructionSet: String?
  /// Other instruction sets that steps of this run were made with before it went on from a saved state; nil of none.
  ///
  /// Its result then has the bits of no one kind of processor.
  package var earlierInstructionSets: [String]?

  /// Whether its numbers are such as a run can have: the file may have been edited or damaged.
  var isPlausible: Bool {
    (0..<1_000_000_000).contains(attempt) && (0...1e12).contains(seconds) && steps >= 0
  }

  /// The instruction sets of its steps, in their order, such as `avx2+avx512`; nil where none was recorded.
  package var instructions: String? {
    instructionSet.map { ((earlierInstructionSets ?? []) + [$0]).joined(separator: "+") }
  }

  /// What to say of a run whose steps were made with several instruction sets; nil of one that was made with one.
  package var mixtureRemark: String? {
    guard let instructions, earlierInstructionSets?.isEmpty == false else { return nil }
    return "made with the instruction sets \(instructions): no one kind of processor gives these bits again"
  }

  /// Milliseconds a training step took on average; nil before the first.
  package var millisecondsPerStep: Double? {
    steps > 0 ? seconds * 1000 / Double(steps) : nil
  }
}
