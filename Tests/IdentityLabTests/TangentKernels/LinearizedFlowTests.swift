import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase

@Suite("Gradient flow of a linearised net")
struct LinearizedFlowTests {
  private let pixels = 5
  private let kernel: [Double]
  /// Of two channels.
  private let residual: [Double]

  init() {
    let stream = RandomStream(key: RandomKey(seed: 5))
    let factor = (0..<25).map { stream.normal(at: $0) }
    var kernel = [Double](repeating: 0, count: 25)
    for row in 0..<5 {
      for column in 0..<5 {
        for index in 0..<5 {
          kernel[row * 5 + column] += factor[row * 5 + index] * factor[column * 5 + index]
        }
      }
    }
    self.kernel = kernel
    residual = (0..<10).map { stream.normal(at: 100 + $0) }
  }

  private func product(_ values: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: 10)
    for channel in [0, 5] {
      for row in 0..<5 {
        for column in 0..<5 { result[channel + row] += kernel[row * 5 + column] * values[channel + column] }
      }
    }
    return result
  }

  private func loss(_ residual: [Double]) -> Double {
    residual.reduce(0) { $0 + $1 * $1 } / 10
  }

  @Test("it goes where small steps of gradient descent on the mean squared error go")
  func descent() throws {
    // Descent on the coefficients a of the outputs Θ a changes these by −η · 2/n · Θ r a step.
    var (rest, coefficients) = (residual, [Double](repeating: 0, count: 10))
    let rate = 1e-4
    for _ in 0..<20_000 {
      let change = rest.map { rate * 2 / 10 * $0 }
      coefficients = zip(coefficients, change).map { $0 + $1 }
      rest = zip(rest, product(change)).map { $0 - $1 }
    }
    let fit = try LinearizedFlow(kernel: kernel, pixels: pixels).fit(residual: residual, until: .time(2))
    expectClose(fit.coefficients, coefficients, absolute: 1e-3, relative: 1e-3, "coefficients")
    #expect(isClose(fit.loss, loss(rest), relative: 1e-3) && fit.time == 2)
    #expect(fit.loss < 0.9 * loss(residual) && fit.loss > 0.01 * loss(residual))
  }

  @Test("it stops at the loss that is asked for", arguments: [0.5, 1e-2, 1e-6])
  func toLoss(goal: Double) throws {
    let flow = try LinearizedFlow(kernel: kernel, pixels: pixels)
    let fit = flow.fit(residual: residual, until: .loss(goal))
    #expect(isClose(fit.loss, goal, relative: 1e-9))
    let rest = zip(residual, product(fit.coefficients)).map { $0 - $1 }
    #expect(isClose(loss(rest), goal, relative: 1e-6))
    expectClose(
      flow.fit(residual: residual, until: .time(fit.time)).coefficients, fit.coefficients, absolute: 1e-9,
      relative: 1e-9, "coefficients")
    let start = flow.fit(residual: residual, until: .loss(2 * loss(residual)))
    #expect(start.time == 0 && start.coefficients.allSatisfy { $0 == 0 })
    #expect(isClose(start.loss, loss(residual), relative: 1e-12))
  }

  @Test("at infinite time nothing is left but what no weight reaches")
  func infinite() throws {
    let flow = try LinearizedFlow(kernel: kernel, pixels: pixels)
    let fit = flow.fit(residual: residual, until: .infiniteTime)
    expectClose(product(fit.coefficients), residual, absolute: 1e-9, relative: 1e-9, "outputs")
    #expect(fit.loss == 0 && fit.time == .infinity)
    // Of two outputs that are always equal only the mean is learnt.
    let equal = try LinearizedFlow(kernel: [1, 1, 1, 1], pixels: 2)
    let half = equal.fit(residual: [3, 1], until: .infiniteTime)
    expectClose(half.coefficients, [1, 1], absolute: 1e-12, relative: 1e-12, "coefficients")
    #expect(isClose(half.loss, 1, relative: 1e-12))
    #expect(equal.fit(residual: [3, 1], until: .loss(0.5)).time == .infinity)
  }

  @Test("a kernel of zeros is refused")
  func zero() {
    #expect(throws: LabError.self) { try LinearizedFlow(kernel: [0, 0, 0, 0], pixels: 2) }
    #expect(throws: LabError.self) { try LinearizedFlow(kernel: [1, .nan, 0, 1], pixels: 2) }
  }
}
