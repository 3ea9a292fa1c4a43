import LabBase

extension LinePlot {
  func layout(_ meter: TextMeter) -> Page {
    var body = Drawing()
    var top = 0.0
    let styles = seriesStyles
    var widest = 0.0
    for start in stride(from: 0, to: panels.count, by: panelsPerRow) {
      let row = panels[start..<min(start + panelsPerRow, panels.count)].map { panel in
        PlotPanel(
          panel: panel, styles: styles, width: panels.count == 1 ? 460 : 330,
          height: panels.count == 1 ? 310 : 260, meter: meter
        ).draw()
      }
      // Plot areas of a row share their top edge, whatever stands above them.
      let rise = row.map { -($0.bounds?.y ?? 0) }.max() ?? 0
      var left = 0.0
      for panel in row {
        body.place(panel, x: left - (panel.bounds?.x ?? 0), y: top + rise)
        left += (panel.bounds?.width ?? 0) + 26
      }
      widest = max(widest, left)
      top = body.bottom + 22
    }
    if panels.isEmpty { body = meter.block("no panels", FigureStyle.label) }
    // The legend starts level with the first panel's axes or the strip above them.
    let hasTitle = panels.contains { $0.title != nil }
    let firstRise = hasTitle ? meter.lineHeight(FigureStyle.strongLabel) + 6 : 0
    body.place(legend(styles: styles, meter: meter), x: max(widest, 20), y: firstRise)
    var notes = remarks(below: body, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  /// The looks of every label, in order of first appearance.
  private var seriesStyles: [(label: String, style: SeriesStyle)] {
    var labels: [String] = []
    for panel in panels {
      for series in panel.series where !labels.contains(series.label) { labels.append(series.label) }
    }
    return labels.enumerated().map { index, label in
      (label, SeriesStyle(index: index, count: labels.count, palette: palette))
    }
  }

  private func legend(styles: [(label: String, style: SeriesStyle)], meter: TextMeter) -> Drawing {
    var drawing = Drawing()
    var y = 0.0
    func entry(_ sample: Drawing, _ label: String) {
      let text = meter.block(label, FigureStyle.small, width: 230)
      drawing.place(sample, x: 0, y: y + meter.lineHeight(FigureStyle.small) / 2)
      drawing.place(text, x: 44, y: y)
      y += text.bottom + 5
    }
    if let legendTitle, styles.contains(where: { !$0.label.isEmpty }) {
      let heading = meter.block(legendTitle, FigureStyle.strongLabel, width: 260)
      drawing.place(heading, x: 0, y: 0)
      y = heading.bottom + 5
    }
    for (label, style) in styles where !label.isEmpty {
      let holders = panels.filter { $0.series.contains { $0.label == label } }
      let series = holders.flatMap(\.series).filter { $0.label == label }
      let hasLine = series.contains(where: \.isJoined)
      let hasMarker = holders.contains(where: \.hasMarkers) || series.contains { !$0.isJoined }
      entry(style.sample(length: 36, hasLine: hasLine, hasMarker: hasMarker), label)
    }
    var thresholds: [Threshold] = []
    for threshold in panels.flatMap(\.thresholds) where !thresholds.contains(threshold) {
      thresholds.append(threshold)
    }
    if !thresholds.isEmpty { y += 4 }
    for threshold in thresholds {
      var line = Drawing()
      line.line([Point(x: 0, y: 0.5), Point(x: 36, y: 0.5)], PlotPanel.thresholdStroke)
      entry(line, threshold.label)
    }
    if hasSpans {
      var patch = Drawing()
      let box = Box(x: 0, y: -5, width: 36, height: 11)
      patch.add(
        .shape(ShapeMark(points: box.corners, isClosed: true, fill: FigureStyle.axis, fillOpacity: 0.18)))
      entry(patch, spanMeaning)
    }
    return drawing
  }

  private var hasSpans: Bool {
    panels.contains { $0.series.contains { $0.points.contains { $0.span != nil } } }
  }

  private func remarks(below body: Drawing, meter: TextMeter) -> [Drawing] {
    var missing: [String] = []
    var missingCount = 0
    var outsideCount = 0
    for panel in panels {
      let axes = PlotAxes(panel)
      for series in panel.series {
        let undefined = series.points.filter { axes.isUndefined($0) }.map(\.x)
        outsideCount += series.points.count { axes.isOutside($0) }
        guard !undefined.isEmpty else { continue }
        missingCount += undefined.count
        let places = undefined.prefix(6).map(panel.xAxis.name).joined(separator: ", ")
        let rest = undefined.count > 6 ? " and \(undefined.count - 6) more" : ""
        let curve = (legendTitle.map { "\($0) " } ?? "") + series.label
        let at = panel.xAxis.tickLabels == nil ? "x = " : ""
        missing.append("\(panel.title.map { "\($0): " } ?? "")\(curve) at \(at)\(places)\(rest)")
      }
    }
    var notes: [Drawing] = []
    if missingCount > 0 {
      let places = missing.distinct.joined(separator: "; ")
      let text = "× in the hatched strip: \(undefinedMeaning) (\(places))."
      notes.append(FigureFrame.note(text, below: body, meter: meter))
    }
    if outsideCount > 0 {
      let text = "\(outsideCount) point\(outsideCount == 1 ? " lies" : "s lie") outside the axes."
      notes.append(FigureFrame.note(text, below: body, meter: meter))
    }
    return notes
  }
}

extension LinePlot.Axis {
  /// A value as the axis names it.
  fileprivate func name(of value: Double) -> String {
    guard let tickLabels, let place = ticks?.firstIndex(where: { abs($0 - value) < 0.5 }) else {
      return NumberText.short(value, digits: 4)
    }
    return tickLabels[place]
  }
}
