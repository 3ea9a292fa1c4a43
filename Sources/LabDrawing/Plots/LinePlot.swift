import LabBase

/// Curves in one or more panels side by side, with one legend at their right that covers no data.
///
/// An undefined value is never drawn as a number: the curve has a gap, a × in a hatched strip above the panel
/// shows where, and a note says so.
package struct LinePlot: LaidOutFigure {
  /// One axis of a panel.
  package struct Axis: Sendable {
    /// What is measured and in which unit.
    package var label: String
    /// Whether the axis is logarithmic; values that are not positive are then undefined.
    package var isLogarithmic: Bool
    /// The values at the ends; nil takes them from the data, thresholds included, with a little room.
    package var range: ValueRange?
    /// Where ticks stand; nil chooses round values.
    ///
    /// Labels that would touch their neighbours are left out, their ticks stay.
    package var ticks: [Double]?
    /// Words for the ticks, one each, on an axis of things without an order; nil for numbers.
    ///
    /// All of them are shown, slanted where they would touch.
    package var tickLabels: [String]?

    /// Makes an axis.
    package init(
      _ label: String, isLogarithmic: Bool = false, range: ValueRange? = nil, ticks: [Double]? = nil
    ) {
      self.label = label
      self.isLogarithmic = isLogarithmic
      self.range = range
      self.ticks = ticks
    }
  }

  /// One measured point of a curve.
  package struct Sample: Equatable, Sendable {
    /// Where it was measured.
    package var x: Double
    /// What was measured; nil, NaN and infinities are undefined.
    package var y: Double?
    /// The span to shade here, such as the least and greatest over seeds; nil for none.
    package var span: ValueRange?

    /// Makes a point.
    package init(x: Double, y: Double?, span: ValueRange? = nil) {
      self.x = x
      self.y = y
      self.span = span
    }
  }

  /// One curve; curves of the same label and variant share their looks in all panels.
  package struct Series: Sendable {
    /// The legend's words.
    package var label: String
    /// What else tells it apart, such as `before training`; nil where labels tell all apart.
    ///
    /// Curves of one label and several variants share their colour and differ in their dashes, clouds in their markers.
    package var variant: String?
    /// The points in the order they are joined.
    package var points: [Sample]
    /// Whether a line joins them; without it they are a cloud of markers.
    package var isJoined: Bool

    /// Makes a curve, or a cloud of points.
    package init(label: String, variant: String? = nil, points: [Sample], isJoined: Bool = true) {
      self.label = label
      self.variant = variant
      self.points = points
      self.isJoined = isJoined
    }
  }

  /// A horizontal line at a value that matters.
  package struct Threshold: Equatable, Sendable {
    /// Where it lies.
    package var value: Double
    /// The legend's words.
    package var label: String

    /// Makes a threshold.
    package init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// One pair of axes with its curves.
  package struct Panel: Sendable {
    /// The panel's own heading; nil for none.
    package var title: String?
    /// The horizontal axis.
    package var xAxis: Axis
    /// The vertical axis.
    package var yAxis: Axis
    /// The curves.
    package var series: [Series]
    /// Horizontal lines.
    package var thresholds: [Threshold]

    /// Makes a panel.
    package init(
      title: String? = nil, xAxis: Axis, yAxis: Axis, series: [Series], thresholds: [Threshold] = []
    ) {
      self.title = title
      self.xAxis = xAxis
      self.yAxis = yAxis
      self.series = series
      self.thresholds = thresholds
    }

    /// Whether curves have markers: beyond 60 points a curve's would hide it, and a panel's curves are drawn alike.
    var hasMarkers: Bool { series.filter(\.isJoined).allSatisfy { $0.points.count <= 60 } }
  }

  /// How curves are coloured.
  package enum Palette: String, Sendable {
    /// Colours after Okabe and Ito, for curves without an order.
    case categorical
    /// Dark to light along the sequential map, for curves with an order such as depth.
    case ordered
  }

  /// The heading of the figure; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// The panels, left to right, then down.
  package var panels: [Panel]
  /// How many panels stand beside each other; three by default.
  package var panelsPerRow: Int
  /// How curves are coloured; categorical by default.
  package var palette: Palette
  /// A heading over the legend, such as `depth`.
  package var legendTitle: String?
  /// A heading over the legend's part on variants, such as `image size`.
  package var variantTitle: String?
  /// What the shaded spans are, such as `least to greatest of 5 seeds`; stated if any span is drawn.
  package var spanMeaning: String
  /// Why a point may have no place, for the note about the hatched strip.
  package var undefinedMeaning = "undefined, not drawn as a number"
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a figure of panels.
  package init(
    title: String, subtitle: String? = nil, panels: [Panel], panelsPerRow: Int = 3,
    palette: Palette = .categorical,
    legendTitle: String? = nil, spanMeaning: String = "least to greatest over seeds", footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    precondition(panelsPerRow >= 1, "no row of \(panelsPerRow) panels")
    self.panels = panels
    self.panelsPerRow = panelsPerRow
    self.palette = palette
    self.legendTitle = legendTitle
    self.spanMeaning = spanMeaning
    self.footnote = footnote
  }

  /// Makes a figure of one panel.
  package init(
    title: String, subtitle: String? = nil, xAxis: Axis, yAxis: Axis, series: [Series],
    thresholds: [Threshold] = [], palette: Palette = .categorical, legendTitle: String? = nil,
    footnote: String? = nil
  ) {
    self.init(
      title: title, subtitle: subtitle,
      panels: [Panel(xAxis: xAxis, yAxis: yAxis, series: series, thresholds: thresholds)], palette: palette,
      legendTitle: legendTitle, footnote: footnote)
  }

  /// SHA-256 over every panel's curves in order: counts, then x, y and span as little-endian doubles.
  package var tileDigest: String {
    var digest = TileDigest()
    for panel in panels {
      digest.append(count: panel.series.count)
      for series in panel.series {
        digest.append(count: series.points.count)
        for point in series.points {
          digest.append(point.x)
          digest.append(point.y)
          digest.append(point.span?.lower)
          digest.append(point.span?.upper)
        }
      }
    }
    return digest.hexadecimal
  }
}
