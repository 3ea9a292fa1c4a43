/// What some neighbouring numbers of a ``TrainingState`` can be, so that a file's numbers are judged before any of them
/// is taken over.
///
/// A training states what follows from how it writes its numbers. What no check can see, a weight that is another
/// number than it was, is as good a state as any.
public struct StateDomain: Equatable, Sendable {
  /// What is known of the numbers.
  public enum Kind: Equatable, Sendable {
    /// Each is finite: of a run that has not diverged, every weight and every average is.
    case finite
    /// None is below 0 or not a number; a sum of squares may have overflowed.
    case atLeastZero
    /// Each lies between two bounds.
    case within(ClosedRange<Double>)
    /// Each is a whole number between two bounds.
    case wholeNumbers(ClosedRange<Int>)
    /// They are the whole numbers below their count, each of them once.
    case permutation
    /// Each is the number of updates done.
    case completedSteps
  }

  /// What is known of the numbers.
  public let kind: Kind
  /// How many numbers this is about.
  public let count: Int

  /// Describes `count` numbers.
  public init(_ kind: Kind, count: Int) {
    precondition(count >= 0, "there are no \(count) numbers")
    self.kind = kind
    self.count = count
  }

  /// The index of the first number that cannot be, counted as `values` does; nil if all can.
  ///
  /// - Parameters:
  ///   - values: `count` numbers.
  ///   - completedSteps: updates done when they were written.
  func firstViolation<Number: BinaryFloatingPoint>(
    in values: ArraySlice<Number>, completedSteps: Int
  ) -> Int? {
    precondition(values.count == count, "\(values.count) numbers of \(count)")
    switch kind {
    case .finite:
      return values.firstIndex { !$0.isFinite }
    case .atLeastZero:
      return values.firstIndex { !($0 >= 0) }
    case .within(let bounds):
      return values.firstIndex { !bounds.contains(Double($0)) }
    case .wholeNumbers(let bounds):
      return values.firstIndex { Int(exactly: $0).map { !bounds.contains($0) } ?? true }
    case .permutation:
      var isTaken = [Bool](repeating: false, count: count)
      return values.firstIndex { value in
        guard let place = Int(exactly: value), isTaken.indices.contains(place), !isTaken[place] else {
          return true
        }
        isTaken[place] = true
        return false
      }
    case .completedSteps:
      return values.firstIndex { Int(exactly: $0) != completedSteps }
    }
  }

  /// What the numbers have to be, in words.
  func expectation(completedSteps: Int) -> String {
    switch kind {
    case .finite: "finite numbers"
    case .atLeastZero: "numbers of at least 0"
    case .within(let bounds): "numbers from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .wholeNumbers(let bounds): "whole numbers from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .permutation: "the whole numbers below \(count), each once,"
    case .completedSteps: "the number of steps done, \(completedSteps),"
    }
  }
}
