import Foundation
import LabBase

/// After which updates a training's weights are saved.
///
/// It is no part of a configuration: no bit of a result depends on it.
package enum SnapshotPlan: Equatable, Sendable, CustomStringConvertible {
  /// So many steps from 1 to the last, evenly spaced on a logarithmic axis as far as whole numbers are, and the start.
  case logarithmic(Int)
  /// Every so many steps, the start and the end.
  case every(Int)
  /// These, ascending; those behind a training's last step are none of it.
  case steps([Int])

  /// Most snapshots that can be asked for.
  static let limit = 10_000
  /// Most of a logarithmic plan: there is no more to see between two of them.
  static let largestLogarithm = 200
  private static let largestStep = 1_000_000_000

  /// Reads `log:12`, `every:500` or a list such as `0,10,100`.
  ///
  /// - Throws: `LabError.badConfiguration` for anything else.
  package init(parsing text: String) throws(LabError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, count) {
    case ("log", let count?) where (2...Self.largestLogarithm).contains(count): self = .logarithmic(count)
    case ("every", let interval?) where (1...Self.largestStep).contains(interval): self = .every(interval)
    default:
      let words = text.split(separator: ",", omittingEmptySubsequences: false)
      let steps = words.compactMap { Int($0) }.filter { (0...Self.largestStep).contains($0) }
      guard steps.count == words.count, steps.count <= Self.limit else {
        throw .badConfiguration(
          key: "snapshots", found: "\"\(text)\"",
          expected: "log:N (N from 2 to \(Self.largestLogarithm)), every:K or steps such as 0,10,100")
      }
      self = .steps(Set(steps).sorted())
    }
  }

  /// The text that `init(parsing:)` reads.
  package var description: String {
    switch self {
    case .logarithmic(let count): "log:\(count)"
    case .every(let interval): "every:\(interval)"
    case .steps(let steps): steps.map(String.init).joined(separator: ",")
    }
  }

  /// The steps that remain of a training that ended after `last` updates, ascending.
  package func steps(endingAt last: Int) -> [Int] {
    switch self {
    case .logarithmic(let count):
      Self.even(Self.ascending(kept(through: last) + [last]), count: count)
    case .every(let interval): Self.ascending(Array(stride(from: 0, through: last, by: interval)) + [last])
    case .steps(let steps): steps.filter { $0 <= last }
    }
  }

  /// Most snapshots there are at a time of a training of at most `steps` updates.
  func largestCount(steps: Int) -> Int {
    switch self {
    case .logarithmic(let count): Self.surplus * count + 2
    case .every(let interval): steps / interval + 2
    case .steps(let all): all.count
    }
  }
}

/// While a training goes on and its last step is not known.
extension SnapshotPlan {
  /// The first step from `step` on at which weights are saved; nil of none.
  func candidate(from step: Int) -> Int? {
    switch self {
    case .logarithmic(let count):
      guard step > 0 else { return 0 }
      // One place before the nearest below, for rounding may have moved it beyond.
      var place = max(0, Int(Double(Self.density(count)) * log2(Double(step))) - 1)
      while Self.place(place, count) < step { place += 1 }
      return Self.place(place, count)
    case .every(let interval): return (step + interval - 1) / interval * interval
    case .steps(let steps): return steps.first { $0 >= step }
    }
  }

  /// Those that are still there once `step` updates are done, ascending.
  ///
  /// Of a logarithmic plan at most three times as many as remain in the end: whenever there is one more, that in the
  /// densest place goes. What remains lies farther apart, so that nothing is missing then. It depends on the step alone,
  /// not on where a training was interrupted.
  func kept(through step: Int) -> [Int] {
    guard case .logarithmic(let count) = self else {
      if case .every(let interval) = self { return Array(stride(from: 0, through: step, by: interval)) }
      return steps(endingAt: step)
    }
    var kept: [Int] = []
    var next = candidate(from: 0)
    while let candidate = next, candidate <= step {
      kept.append(candidate)
      if kept.count > Self.surplus * count + 1 { kept.remove(at: Self.densestPlace(kept)) }
      next = self.candidate(from: candidate + 1)
    }
    return kept
  }

  /// How many times as many are saved on the way as remain: with fewer they lie less evenly.
  private static let surplus = 3

  /// Candidates an octave.
  private static func density(_ count: Int) -> Int { max(2, count / 2) }

  private static func place(_ index: Int, _ count: Int) -> Int {
    Int(exp2(Double(index) / Double(density(count))).rounded())
  }

  /// The place of the step whose neighbours lie nearest to each other, by their ratio; not that of 0, 1 or the last.
  private static func densestPlace(_ steps: [Int]) -> Int {
    (2..<steps.count - 1).min { ratio($0, steps) < ratio($1, steps) } ?? steps.count - 1
  }

  private static func ratio(_ place: Int, _ steps: [Int]) -> Double {
    Double(steps[place + 1]) / Double(steps[place - 1])
  }

  /// So many of some steps, and the start: those nearest to even places on a logarithmic axis from 1 to the last.
  private static func even(_ steps: [Int], count: Int) -> [Int] {
    let later = steps.filter { $0 > 0 }
    guard later.count > count, let last = later.last else { return steps }
    var chosen: [Int] = []
    var first = 0
    for index in 0..<count {
      let target = pow(Double(last), Double(index) / Double(count - 1))
      // Enough must be left for those that follow.
      let places = first...later.count - (count - index)
      func distance(_ place: Int) -> Double { abs(log(Double(later[place]) / target)) }
      let nearest = places.min { distance($0) < distance($1) } ?? first
      chosen.append(later[nearest])
      first = nearest + 1
    }
    return [0] + chosen
  }

  private static func ascending(_ steps: [Int]) -> [Int] { Set(steps).sorted() }
}
