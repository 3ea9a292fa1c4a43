import LabBase

/// Draws one pair of axes and its curves; the origin is the top left corner of the plot area.
struct PlotPanel {
  let panel: LinePlot.Panel
  let looks: SeriesLooks
  let width: Double
  let height: Double
  let meter: TextMeter

  static let thresholdStroke = Stroke(color: FigureStyle.secondaryInk, width: 1.2, dash: [3, 3])
  private static let laneHeight = 11.0

  private var area: Box { Box(x: 0, y: 0, width: width, height: height) }

  func draw() -> Drawing {
    let axes = PlotAxes(panel)
    var drawing = Drawing()
    drawAxes(axes, into: &drawing)
    for series in panel.series { drawSpans(series, axes, into: &drawing) }
    for threshold in panel.thresholds where axes.y.isDefined(threshold.value) {
      let y = place(axes, x: axes.x.range.lower, y: threshold.value).y
      guard (0...height).contains(y) else { continue }
      drawing.line([Point(x: 0, y: y), Point(x: width, y: y)], PlotPanel.thresholdStroke)
    }
    for series in panel.series { drawCurve(series, axes, into: &drawing) }
    let roof = drawLanes(axes, into: &drawing)
    if let title = panel.title {
      let block = meter.block(title, FigureStyle.strongLabel, width: width)
      drawing.place(block, x: 0, y: roof - 6 - block.bottom)
    }
    return drawing
  }

  private func place(_ axes: PlotAxes, x: Double, y: Double) -> Point {
    Point(x: axes.x.fraction(of: x) * width, y: height - axes.y.fraction(of: y) * height)
  }

  /// The stretches of a curve between undefined points.
  private func stretches(_ series: LinePlot.Series, _ axes: PlotAxes) -> [[Point]] {
    var stretches: [[Point]] = [[]]
    for point in series.points {
      if let y = point.y, axes.y.isDefined(y), axes.x.isDefined(point.x) {
        stretches[stretches.count - 1].append(place(axes, x: point.x, y: y))
      } else {
        stretches.append([])
      }
    }
    return stretches.filter { !$0.isEmpty }
  }

  private func drawCurve(_ series: LinePlot.Series, _ axes: PlotAxes, into drawing: inout Drawing) {
    let style = looks.style(series)
    for stretch in stretches(series, axes) {
      if series.isJoined {
        for part in Clipping.chain(stretch, to: area) { drawing.line(part, style.stroke) }
      }
      guard panel.hasMarkers || !series.isJoined || stretch.count == 1 else { continue }
      for point in stretch where area.contains(Box(x: point.x, y: point.y, width: 0, height: 0)) {
        drawing.add(.shape(style.mark(at: point)))
      }
    }
  }

  private func drawSpans(_ series: LinePlot.Series, _ axes: PlotAxes, into drawing: inout Drawing) {
    var run: [(x: Double, span: ValueRange)] = []
    func finish() {
      let outline =
        run.map { place(axes, x: $0.x, y: $0.span.upper) }
        + run.reversed().map { place(axes, x: $0.x, y: $0.span.lower) }
      let clipped = run.count > 1 ? Clipping.polygon(outline, to: area) : []
      if clipped.count > 2 {
        drawing.add(
          .shape(
            ShapeMark(points: clipped, isClosed: true, fill: looks.style(series).color, fillOpacity: 0.18)))
      } else if run.count == 1, let bar = Clipping.line(outline[0], outline[1], to: area) {
        // A point that stands alone has no area: its span is a bar.
        drawing.add(.shape(bandBar(bar, looks.style(series).color)))
      }
      run = []
    }
    for point in series.points {
      if let span = point.span, axes.y.isDefined(span.lower), axes.x.isDefined(point.x) {
        run.append((point.x, span))
        if !series.isJoined { finish() }
      } else {
        finish()
      }
    }
    finish()
  }

  private func bandBar(_ bar: (start: Point, end: Point), _ color: Color) -> ShapeMark {
    ShapeMark(
      points: Box(
        x: bar.start.x - 3, y: min(bar.start.y, bar.end.y), width: 6, height: abs(bar.end.y - bar.start.y)
      ).corners, isClosed: true, fill: color, fillOpacity: 0.25)
  }

  /// Hatched strips above the area, one for all curves that are undefined at the same places; returns the top of what it
  /// drew.
  private func drawLanes(_ axes: PlotAxes, into drawing: inout Drawing) -> Double {
    var lanes: [(color: Color, places: [Double])] = []
    for series in panel.series {
      let undefined = series.points.filter { axes.isUndefined($0) && axes.x.isDefined($0.x) }
      let places = undefined.map { axes.x.fraction(of: $0.x) }.filter { (-1e-9...1 + 1e-9).contains($0) }
      guard !places.isEmpty else { continue }
      if let lane = lanes.firstIndex(where: { $0.places == places }) {
        // Of several curves, which the note names, no single one's colour.
        lanes[lane].color = FigureStyle.ink
      } else {
        lanes.append((looks.style(series).color, places))
      }
    }
    guard !lanes.isEmpty else { return 0 }
    let box = Box(
      x: 0, y: -5 - PlotPanel.laneHeight * Double(lanes.count), width: width,
      height: PlotPanel.laneHeight * Double(lanes.count))
    drawing.hatch(box)
    for (index, lane) in lanes.enumerated() {
      let y = box.y + PlotPanel.laneHeight * (Double(index) + 0.5)
      var last = -Double.infinity
      for x in lane.places.map({ $0 * width }) where abs(x - last) >= 9 {
        last = x
        for stroke in [Stroke(color: FigureStyle.paper, width: 4.5), Stroke(color: lane.color, width: 2)] {
          drawing.line([Point(x: x - 3.5, y: y - 3.5), Point(x: x + 3.5, y: y + 3.5)], stroke)
          drawing.line([Point(x: x - 3.5, y: y + 3.5), Point(x: x + 3.5, y: y - 3.5)], stroke)
        }
      }
    }
    return box.y
  }
}

extension PlotPanel {
  private func drawAxes(_ axes: PlotAxes, into drawing: inout Drawing) {
    let xTicks =
      panel.xAxis.ticks.map { axes.x.ticks(at: $0, labels: panel.xAxis.tickLabels) } ?? fittingTicks(axes.x)
    let yTicks = panel.yAxis.ticks.map { axes.y.ticks(at: $0) } ?? axes.y.ticks(atMost: Int(height / 40))
    let grid = Stroke(color: FigureStyle.gridLine)
    let axis = Stroke(color: FigureStyle.axis)
    func crisp(_ value: Double) -> Double { value.rounded(.down) + 0.5 }
    let xs = xTicks.values.map { crisp(axes.x.fraction(of: $0) * width) }
    let ys = yTicks.values.map { crisp(height - axes.y.fraction(of: $0) * height) }
    for x in xs { drawing.line([Point(x: x, y: 0), Point(x: x, y: height)], grid) }
    for y in ys { drawing.line([Point(x: 0, y: y), Point(x: width, y: y)], grid) }
    drawing.line(
      [Point(x: 0.5, y: 0), Point(x: 0.5, y: height + 0.5), Point(x: width, y: height + 0.5)], axis)
    let minorXs = xTicks.minor.map { crisp(axes.x.fraction(of: $0) * width) }
    let minorYs = yTicks.minor.map { crisp(height - axes.y.fraction(of: $0) * height) }
    for (ticks, length) in [(xs, 5.0), (minorXs, 3)] {
      for x in ticks { drawing.line([Point(x: x, y: height + 0.5), Point(x: x, y: height + length)], axis) }
    }
    for (ticks, length) in [(ys, 5.0), (minorYs, 3)] {
      for y in ticks { drawing.line([Point(x: -length, y: y), Point(x: 0.5, y: y)], axis) }
    }
    var below = height + 8
    let isSlanted = panel.xAxis.tickLabels != nil && touch(xTicks.labels, at: xs)
    var lastRight = -Double.infinity
    for (x, label) in zip(xs, xTicks.labels) {
      if isSlanted {
        let turned = meter.turned(label, FigureStyle.small, degrees: 45)
        let extent = turned.bounds ?? Box(x: 0, y: 0, width: 0, height: 0)
        drawing.place(turned, x: x + 4 - extent.right, y: height + 8 - extent.y)
        below = max(below, height + 8 + extent.height)
        continue
      }
      let text = meter.block(label, FigureStyle.small)
      let left = x - text.right / 2
      guard left > lastRight + 4 else { continue }
      drawing.place(text, x: left, y: height + 8)
      lastRight = left + text.right
      below = max(below, height + 8 + text.bottom)
    }
    var labelWidth = 0.0
    var lastTop = Double.infinity
    for (y, label) in zip(ys, yTicks.labels) {
      let text = meter.block(label, FigureStyle.small)
      let top = y - text.bottom / 2
      guard top + text.bottom <= lastTop + 2 || top >= lastTop else { continue }
      drawing.place(text, x: -9 - text.right, y: top)
      labelWidth = max(labelWidth, text.right)
      lastTop = top
    }
    let xLabel = meter.block(panel.xAxis.label, FigureStyle.label, width: width, alignment: .center)
    drawing.place(xLabel, x: (width - xLabel.right) / 2, y: below + 5)
    drawTurned(panel.yAxis.label, x: -9 - labelWidth - 8, into: &drawing)
  }

  /// The vertical axis' label, turned, its lines growing leftwards from x.
  private func drawTurned(_ label: String, x: Double, into drawing: inout Drawing) {
    let lines = meter.wrap(label, FigureStyle.label, width: height)
    let lineHeight = meter.lineHeight(FigureStyle.label)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let turned = meter.turned(line, FigureStyle.label, degrees: 90)
      let length = turned.bounds?.height ?? 0
      drawing.place(
        turned, x: x - lineHeight * (Double(lines.count - 1 - index) + 0.5), y: (height + length) / 2)
    }
  }

  /// Whether labels centred at their ticks would run into each other.
  private func touch(_ labels: [String], at xs: [Double]) -> Bool {
    let widths = labels.map { meter.width($0, FigureStyle.small) }
    return xs.indices.dropFirst().contains { place in
      xs[place] - widths[place] / 2 <= xs[place - 1] + widths[place - 1] / 2 + 4
    }
  }

  /// Round tick values few enough for their labels to stand side by side.
  private func fittingTicks(_ axis: AxisMapping) -> AxisMapping.Ticks {
    for count in stride(from: 9, to: 2, by: -1) {
      let ticks = axis.ticks(atMost: count)
      let widest = ticks.labels.map { meter.width($0, FigureStyle.small) }.max() ?? 0
      if (widest + 10) * Double(ticks.labels.count) <= width { return ticks }
    }
    return axis.ticks(atMost: 2)
  }
}
