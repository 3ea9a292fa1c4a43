import Foundation
import LabBase

/// Where values lie along an axis, and which of them deserve a tick.
package struct AxisMapping: Equatable, Sendable {
  /// Tick values with their labels; minor ticks have none.
  struct Ticks: Equatable, Sendable {
    var values: [Double]
    var labels: [String]
    var minor: [Double] = []
  }

  /// The values at the axis' ends; always apart.
  package let range: ValueRange
  /// Whether equal distances are equal ratios.
  let isLogarithmic: Bool

  /// Makes a mapping; a range of one value is widened around it, because an axis needs a length.
  ///
  /// A logarithmic range must be positive.
  init(range: ValueRange, isLogarithmic: Bool) {
    precondition(!isLogarithmic || range.lower > 0, "no logarithmic axis from \(range.lower)")
    self.isLogarithmic = isLogarithmic
    if range.upper > range.lower {
      self.range = range
    } else if isLogarithmic {
      self.range = ValueRange(
        max(range.lower / 2, .leastNormalMagnitude / 2), min(range.upper * 2, .greatestFiniteMagnitude))
    } else {
      let half = range.lower == 0 ? 0.5 : abs(range.lower) / 2
      self.range = ValueRange(range.lower - half, range.upper + half)
    }
  }

  /// Position along the axis: 0 at its start, 1 at its end, beyond for values outside.
  func fraction(of value: Double) -> Double {
    isLogarithmic
      ? (log(value) - log(range.lower)) / (log(range.upper) - log(range.lower))
      : (value / 2 - range.lower / 2) / (range.upper / 2 - range.lower / 2)
  }

  /// Whether the axis has a place for the value at all: finite, and positive and not subnormal if logarithmic.
  func isDefined(_ value: Double) -> Bool {
    value.isFinite && (!isLogarithmic || value >= .leastNormalMagnitude)
  }

  /// Round tick values, about `count` of them or fewer.
  func ticks(atMost count: Int) -> Ticks { isLogarithmic ? logTicks(count) : linearTicks(count) }

  /// Labels of the given values if they lie on the axis: the given words, or the numbers.
  func ticks(at values: [Double], labels: [String]? = nil) -> Ticks {
    let inside = values.indices.filter {
      isDefined(values[$0]) && (-1e-9...1 + 1e-9).contains(fraction(of: values[$0]))
    }
    return Ticks(
      values: inside.map { values[$0] },
      labels: inside.map { labels?[$0] ?? NumberText.short(values[$0], digits: 4) })
  }

  private func linearTicks(_ count: Int) -> Ticks {
    let steps = Double(max(count - 1, 1))
    let rough = range.upper / steps - range.lower / steps
    let magnitude = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= rough * 0.999 } ?? 10 * magnitude
    let first = (range.lower / step - 1e-6).rounded(.up)
    let last = (range.upper / step + 1e-6).rounded(.down)
    guard step > 0, step.isFinite, last - first < 1000 else {
      return Ticks(values: [range.lower], labels: [NumberText.short(range.lower)])
    }
    let values = stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step }
    let decimals = max(0, -Int(floor(log10(step) + 1e-9)))
    let largest = max(abs(range.lower), abs(range.upper))
    let usesPowers = decimals > 4 || largest >= 1e6
    return Ticks(
      values: values,
      labels: values.map {
        usesPowers ? NumberText.short($0) : NumberText.fixed($0, decimals: decimals)
      })
  }

  private func logTicks(_ count: Int) -> Ticks {
    let lowest = Int((log10(range.lower) - 1e-9).rounded(.up))
    let highest = Int((log10(range.upper) + 1e-9).rounded(.down))
    let decades = log10(range.upper) - log10(range.lower)
    var result = Ticks(values: [], labels: [])
    if decades < 2 {
      // Few powers of ten on the axis: 1, 2, 5 of each decade carry labels.
      for exponent in lowest - 1...highest + 1 {
        for factor in [1.0, 2, 5] {
          let value = factor * pow(10, Double(exponent))
          guard (-1e-9...1 + 1e-9).contains(fraction(of: value)) else { continue }
          result.values.append(value)
          result.labels.append(NumberText.short(value, digits: 4))
        }
      }
      // Within one of these steps, equal distances serve better than a single tick.
      if result.values.count < 2 { result = linearTicks(min(count, 4)) }
      return result
    }
    let step = max(1, Int((Double(highest - lowest + 1) / Double(max(count, 1))).rounded(.up)))
    for exponent in lowest...max(lowest, highest) {
      if exponent % step == 0 {
        result.values.append(pow(10, Double(exponent)))
        result.labels.append(NumberText.powerOfTen(exponent))
      } else {
        result.minor.append(pow(10, Double(exponent)))
      }
    }
    guard step == 1, decades <= 6 else { return result }
    for exponent in lowest - 1...highest {
      for factor in 2...9 {
        let value = Double(factor) * pow(10, Double(exponent))
        if (0...1).contains(fraction(of: value)) { result.minor.append(value) }
      }
    }
    return result
  }
}
