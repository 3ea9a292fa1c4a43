import LabBase
import LabDrawing
import LabFigures

/// The scales on which correlations are drawn: from 0 where they are, from below where some are clearly negative.
enum CorrelationScale {
  /// What is clearly negative: small negative correlations are those of finite pictures with noise.
  private static let clearlyNegative = -0.2

  /// The axis of curves: −0.2 … 1, −0.5 … 1 or −1 … 1, whichever holds all of them.
  ///
  /// Panels that are to be compared are given one axis, of all their curves.
  static func axis(of series: some Sequence<LinePlot.Series>) -> ValueRange {
    let values = series.lazy.flatMap(\.points).flatMap { [$0.y, $0.span?.lower] }
    let lowest = values.compactMap { $0 }.min() ?? 0
    return ValueRange([clearlyNegative, -0.5].first { lowest >= $0 } ?? -1, 1)
  }

  /// Tables of correlations as heat maps that share a scale.
  ///
  /// From 0 (dark) to 1 (light); where some are clearly negative from −1 to 1 with 0 in the middle, because the
  /// negative of a picture is another finding than a picture of nothing.
  static func panels(_ tables: [(title: String, values: [[Double?]])]) -> [HeatMap.Panel] {
    let lowest = tables.flatMap(\.values).joined().compactMap { $0 }.min() ?? 0
    let isSigned = lowest < clearlyNegative
    return tables.map { title, values in
      HeatMap.Panel(
        title: title,
        cells: .values(
          values, range: ValueRange(isSigned ? -1 : 0, 1), map: isSigned ? .diverging : .sequential),
        printsValues: true)
    }
  }
}
