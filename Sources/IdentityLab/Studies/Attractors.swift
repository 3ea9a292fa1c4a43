import LabBase
import LabRuns

/// What a net's own answers, given back to it again and again, come to from starts of several kinds.
///
/// ``FixedPointIteration`` says what is a fixed point, a cycle and so on.
package struct Attractors: Study {
  /// The orbits of a net.
  package struct Value: Codable, Equatable, Sendable {
    /// The names of the training images that iterates were compared with.
    package let trainingImages: [String]
    /// The unit of distances, in the values that the net sees: the contrast of the training images.
    package let unit: Double
    /// One orbit a start, kinds in their order.
    package let orbits: [Orbit]

    /// The orbits of a kind of start; of all but the training images themselves where none is named.
    package func orbits(from kind: IterationStart.Kind?) -> [Orbit] {
      orbits.filter { kind == nil ? $0.kind != .training : $0.kind == kind }
    }

    /// The share of a kind's starts that come to one of some fates, in [0, 1]; nil where there is no such start.
    package func share(of fates: [IterationFate], from kind: IterationStart.Kind?) -> Double? {
      let orbits = orbits(from: kind)
      return orbits.isEmpty ? nil : Double(orbits.count { fates.contains($0.fate) }) / Double(orbits.count)
    }
  }

  /// The version of the measure.
  package static let version = 1
  /// Starts of a kind where nobody says how many.
  package static let usualStarts = 5
  /// Iterations where nobody says how many.
  package static let usualIterations = 100

  /// Starts of a kind.
  package let starts: Int
  /// Most iterations of a start.
  package let iterations: Int

  /// Makes a question.
  ///
  /// - Throws: `LabError.badConfiguration` for numbers that cannot be.
  package init(starts: Int, iterations: Int) throws(LabError) {
    guard 1...NetIteration.mostStarts ~= starts else {
      throw .badConfiguration(
        key: "starts", found: "\(starts)", expected: "1 to \(NetIteration.mostStarts) of a kind")
    }
    try Self.require(iterations: iterations)
    self.starts = starts
    self.iterations = iterations
  }

  /// Asks the usual question.
  package init() {
    starts = Self.usualStarts
    iterations = Self.usualIterations
  }

  /// Requires a number of iterations that can be.
  ///
  /// - Throws: `LabError.badConfiguration` for another.
  package static func require(iterations: Int) throws(LabError) {
    guard 1...FixedPointIteration.mostIterations ~= iterations else {
      throw .badConfiguration(
        key: "iterations", found: "\(iterations)", expected: "1 to \(FixedPointIteration.mostIterations)")
    }
  }

  /// Says how many starts and iterations.
  package var name: String { "attractors-\(starts)-\(iterations)" }

  /// Requires orbits that can be.
  package static func isPossible(_ value: Value) -> Bool {
    value.unit > 0 && !value.trainingImages.isEmpty && !value.orbits.isEmpty
      && value.orbits.allSatisfy {
        $0.isPossible(
          iterations: FixedPointIteration.mostIterations, trainingImages: value.trainingImages.count)
      }
  }

  /// Follows every start.
  ///
  /// - Throws: `LabError` where weights or data are missing, and for weights that are not finite.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let net = try NetIteration(run.configuration(), run, lab: lab, threads: threads)
    let all = net.starts(starts)
    var orbits: [Orbit] = []
    for start in all {
      orbits.append(net.orbit(from: start, iterations: iterations))
      onProgress(Double(orbits.count) / Double(all.count))
    }
    return Value(trainingImages: net.targets.names, unit: net.targets.unit, orbits: orbits)
  }
}
