import Foundation
import LabBase

/// A kind of curve that every run may have, such as its loss over the steps.
package struct RunCurve: Sendable {
  /// Points in the order of the horizontal axis.
  package struct Points: Codable, Equatable, Sendable {
    /// The places.
    package let x: [Double]
    /// The values; nil leaves a gap.
    package let y: [Double?]

    /// Gathers them.
    package init(x: [Double], y: [Double?]) {
      precondition(x.count == y.count, "\(x.count) places with \(y.count) values")
      self.x = x
      self.y = y
    }

    /// So many of them, the first and the last among them, the others at even places on a logarithmic axis of rows.
    package func thinned(to count: Int) -> Points {
      guard x.count > count, count > 1 else { return self }
      let ratio = Double(x.count - 1)
      let places = (0..<count).map { Int(pow(ratio + 1, Double($0) / Double(count - 1)).rounded()) - 1 }
      // Where rounding gives one place several times, the next free one is taken.
      var kept: [Int] = []
      for place in places { kept.append(max(place, (kept.last ?? -1) + 1)) }
      return Points(x: kept.map { x[$0] }, y: kept.map { y[$0] })
    }
  }

  /// Its name in the page's address.
  package let key: String
  /// Title of the vertical axis.
  package let title: String
  /// Title of the horizontal axis.
  package let x: String
  /// Whether the horizontal axis is logarithmic at first.
  package let logX: Bool
  /// Whether the vertical one is.
  package let logY: Bool
  /// The scale of the values, the same in every page; nil takes one from them.
  package let range: [Double]?

  /// Describes a kind of curve.
  package init(
    key: String, title: String, x: String, logX: Bool = false, logY: Bool = false, range: [Double]? = nil
  ) {
    self.key = key
    self.title = title
    self.x = x
    self.logX = logX
    self.logY = logY
    self.range = range
  }
}

extension RunCurve.Points {
  /// The same with five digits, which no screen tells from more.
  var rounded: RunCurve.Points {
    func short(_ value: Double) -> Double { Double(NumberText.short(value, digits: 5)) ?? value }
    return RunCurve.Points(x: x.map(short), y: y.map { $0.flatMap { $0.isFinite ? short($0) : nil } })
  }
}
