import Foundation
import LabBase

/// The two axes of a panel after looking at its data.
package struct PlotAxes {
  /// The horizontal axis.
  package let x: AxisMapping
  /// The vertical axis.
  package let y: AxisMapping

  /// Takes each axis' range from its settings or, with a little room, from what the panel draws.
  package init(_ panel: LinePlot.Panel) {
    let points = panel.series.flatMap(\.points)
    x = PlotAxes.mapping(panel.xAxis, values: points.map(\.x), room: 0.02)
    let measured = points.compactMap(\.y) + points.compactMap(\.span).flatMap { [$0.lower, $0.upper] }
    y = PlotAxes.mapping(panel.yAxis, values: measured + panel.thresholds.map(\.value), room: 0.05)
  }

  /// Whether the point has no place on the vertical axis.
  func isUndefined(_ point: LinePlot.Sample) -> Bool { !(point.y.map(y.isDefined) ?? false) }

  /// Whether the point is defined but beyond the ends of an axis.
  func isOutside(_ point: LinePlot.Sample) -> Bool {
    guard let value = point.y, y.isDefined(value) else { return false }
    let inside = -1e-9...1 + 1e-9
    return !x.isDefined(point.x) || !inside.contains(x.fraction(of: point.x))
      || !inside.contains(y.fraction(of: value))
  }

  private static func mapping(_ axis: LinePlot.Axis, values: [Double], room: Double) -> AxisMapping {
    if let range = axis.range { return AxisMapping(range: range, isLogarithmic: axis.isLogarithmic) }
    let usable = values.filter { $0.isFinite && (!axis.isLogarithmic || $0 >= .leastNormalMagnitude) }
    guard let lower = usable.min(), let upper = usable.max() else {
      let range = axis.isLogarithmic ? ValueRange(1, 10) : .unit
      return AxisMapping(range: range, isLogarithmic: axis.isLogarithmic)
    }
    guard upper > lower else {
      return AxisMapping(range: ValueRange(lower, upper), isLogarithmic: axis.isLogarithmic)
    }
    if axis.isLogarithmic {
      // Logarithms do not overflow where the ratio of the values does.
      let margin = (log(upper) - log(lower)) * room
      let ends = (exp(log(lower) - margin), exp(log(upper) + margin))
      return AxisMapping(
        range: ValueRange(max(ends.0, .leastNormalMagnitude), min(ends.1, .greatestFiniteMagnitude)),
        isLogarithmic: true)
    }
    let margin = (upper * room - lower * room)
    return AxisMapping(
      range: ValueRange(
        max(lower - margin, -.greatestFiniteMagnitude), min(upper + margin, .greatestFiniteMagnitude)),
      isLogarithmic: false)
  }
}
