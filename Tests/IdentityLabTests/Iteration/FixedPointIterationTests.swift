import Foundation
import Nets
import Testing

@testable import IdentityLab

@Suite("What iterates of known maps come to")
struct FixedPointIterationTests {
  private static let shape = ImageShape(channels: 1, height: 1, width: 4)
  private static let training: [Float] = [1, 0, -1, 0]
  private static let other: [Float] = [0, 2, 0, -2]
  private static let start: [Float] = [3, 1, 4, 1]

  private func orbit(
    _ start: [Float] = start, training: [[Float]] = [training], shape: ImageShape = shape,
    iterations: Int = 100, applying apply: ([Float]) -> [Float]
  ) -> Orbit {
    let targets = IterationTargets(
      names: training.indices.map { "image \($0)" }, images: training, shape: shape)
    let orbit = FixedPointIteration(targets: targets, iterations: iterations)
      .orbit(from: IterationStart(kind: .digits, label: "start", values: start), apply)
    #expect(orbit.isPossible(iterations: iterations, trainingImages: training.count), "\(orbit)")
    return orbit
  }

  /// The map that takes a share of the way to a point.
  private static func towards(_ point: [Float], keeping rate: Float) -> ([Float]) -> [Float] {
    { image in zip(image, point).map { rate * $0 + (1 - rate) * $1 } }
  }

  @Test("a contraction to the training image, its neighbourhood, another image, or none")
  func contractions() {
    let training = orbit(applying: Self.towards(Self.training, keeping: 0.5))
    #expect(training.fate == .training && training.end.distanceToTraining ?? 1 < 1e-4)
    #expect(training.end.correlation ?? 0 > 0.9999)
    // The first step is half of the way, in units of √½; each is half of the one before.
    let way = (4.0 + 1 + 25 + 1).squareRoot() / 2 / 0.5.squareRoot()
    #expect(training.settledAfter == Int(log2(way / 0.01).rounded(.down)))
    #expect(abs((training.points[1].distanceToPrevious ?? 0) - way / 2) < 1e-6)
    let near: [Float] = [1.2, 0.1, -1, 0]
    #expect(orbit(applying: Self.towards(near, keeping: 0.5)).fate == .training)
    #expect(orbit(applying: Self.towards([1.3, 0.7, -1, 0], keeping: 0.5)).fate == .fixedPoint)
    #expect(orbit(applying: Self.towards(Self.other, keeping: 0.5)).fate == .fixedPoint)
    #expect(orbit(applying: Self.towards([2, 0, -2, 0], keeping: 0.5)).fate == .trainingRay)
    #expect(orbit(applying: Self.towards([0, 0, 0, 0], keeping: 0.5)).fate == .constantImage)
    #expect(orbit(applying: Self.towards([3, 3, 3, 3], keeping: 0.9)).fate == .constantImage)
    let still = orbit { $0 }
    #expect(still.fate == .fixedPoint && still.settledAfter == 0 && still.end.iteration == 1)
  }

  @Test("a slow drift is no fixed point, though its steps are small, until it has come to rest")
  func drift() {
    let slow = Self.towards([0, 0, 0, 0], keeping: 0.995)
    let early = orbit(Self.other, applying: slow)
    #expect(early.fate == .ray && early.settledAfter == 0)
    #expect(orbit(Self.other, iterations: 3000, applying: slow).fate == .constantImage)
    let creeping = orbit(applying: Self.towards(Self.other, keeping: 0.995))
    #expect(creeping.fate == .unsettled && creeping.settledAfter == nil)
    #expect(creeping.end.distanceToPrevious ?? 1 < 2 * FixedPointIteration.tolerance)
    let steady = orbit { image in image.map { $0 + 0.02 } }
    #expect(steady.fate == .unsettled)
    // A fast part that is gone leaves a slow one.
    let both = orbit([5, 2, 1, 2]) { [0.01 * $0[0], 0.998 * $0[1], 0.01 * $0[2], 0.995 * $0[3]] }
    #expect(both.fate == .unsettled)
  }

  @Test("multiples of the training image that creep, grow or fade are told from it and from others")
  func rays() {
    for factor: Float in [0.5, 0.99, 1.01, 2] {
      let orbit = orbit([3, 1, -3, 0]) { [factor * $0[0], 0.1 * $0[1], factor * $0[2], 0] }
      #expect(orbit.fate == .trainingRay, "\(factor): \(orbit)")
      #expect(orbit.end.distanceToRay ?? 1 < 0.01 && orbit.settledAfter == 2)
    }
    #expect(orbit([-3, 1, 3, 0]) { [1.01 * $0[0], 0.1 * $0[1], 1.01 * $0[2], 0] }.fate == .ray)
    #expect(orbit([3, 1, -3, 0]) { _ in [0, 0, 0, 0] }.fate == .constantImage)
  }

  @Test("cycles have the least period, and diverging ones are none")
  func cycles() {
    #expect(orbit { $0.map { -$0 } }.period == 2)
    let turn = orbit([1, 2, 4, 8]) { [$0[1], $0[2], $0[3], $0[0]] }
    #expect(turn.fate == .cycle && turn.period == 4 && turn.text == "cycle of 4")
    let growing = orbit { $0.map { -1.5 * $0 } }
    #expect(growing.fate == .diverged && growing.period == nil)
    #expect(orbit { $0.map { -0.9 * $0 } }.fate == .constantImage)
  }

  @Test("values beyond the bound, and none, have diverged")
  func divergence() {
    let growing = orbit { $0.map { 2 * $0 } }
    #expect(growing.fate == .diverged && growing.end.iteration == 10)
    let lost = orbit { _ in [.nan, 0, 0, 0] }
    #expect(lost.fate == .diverged && lost.end.iteration == 1 && lost.end.distanceToTraining == nil)
    #expect(orbit { _ in [.infinity, 0, 0, 0] }.fate == .diverged)
  }

  @Test("of several training images the nearest is named")
  func several() {
    let orbit = orbit(
      training: [Self.training, Self.other], applying: Self.towards(Self.other, keeping: 0.5))
    #expect(orbit.fate == .training && orbit.nearest == 1)
  }

  @Test("contrast is about the mean of each channel, and images without any have a unit, too")
  func units() {
    let colour = ImageShape(channels: 2, height: 1, width: 2)
    let targets = IterationTargets(names: ["x"], images: [[1, -1, 5, 5]], shape: colour)
    #expect(abs(targets.unit - 0.5.squareRoot()) < 1e-12 && targets.contrast([7, 7, 3, 3]) == 0)
    #expect(IterationTargets(names: ["x"], images: [[2, 2, 2, 2]], shape: Self.shape).unit == 2)
    #expect(IterationTargets(names: ["x"], images: [[0, 0, 0, 0]], shape: Self.shape).unit == 1)
    #expect(
      orbit(training: [[0, 0, 0, 0]], applying: Self.towards([0, 0, 0, 0], keeping: 0.5)).fate == .training)
    let flat = orbit([0, 0, 9, 9], training: [[1, -1, 5, 5]], shape: colour) { _ in [7, 7, 3, 3] }
    #expect(flat.fate == .constantImage)
  }

  @Test("numbers are kept of powers of two and of the end")
  func columns() {
    #expect(Orbit.columns(1) == [0, 1] && Orbit.columns(8) == [0, 1, 2, 4, 8])
    #expect(Orbit.columns(9) == [0, 1, 2, 4, 8, 9])
    let short = orbit(iterations: 9) { image in image.map { $0 + 0.02 } }
    #expect(short.points.map(\.iteration) == [0, 1, 2, 4, 8, 9])
    #expect(short.points[0].distanceToPrevious == nil && short.points[0].distanceToStart == 0)
  }
}
