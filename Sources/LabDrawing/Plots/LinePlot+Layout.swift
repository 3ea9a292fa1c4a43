import LabBase

extension LinePlot {
  func layout(_ meter: TextMeter) -> Page {
    var body = Drawing()
    var top = 0.0
    let looks = SeriesLooks(panels, palette: palette)
    var widest = 0.0
    for start in stride(from: 0, to: panels.count, by: panelsPerRow) {
      let row = panels[start..<min(start + panelsPerRow, panels.count)].map { panel in
        PlotPanel(
          panel: panel, looks: looks, width: panels.count == 1 ? 460 : 330,
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
    body.place(legend(looks, meter: meter), x: max(widest, 20), y: firstRise)
    var notes = remarks(below: body, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  private func legend(_ looks: SeriesLooks, meter: TextMeter) -> Drawing {
    var drawing = Drawing()
    var y = 0.0
    func heading(_ title: String?) {
      guard let title else { return }
      y += y > 0 ? 4 : 0
      let block = meter.block(title, FigureStyle.strongLabel, width: 260)
      drawing.place(block, x: 0, y: y)
      y += block.bottom + 5
    }
    func entry(_ sample: Drawing, _ label: String) {
      let text = meter.block(label, FigureStyle.small, width: 230)
      drawing.place(sample, x: 0, y: y + meter.lineHeight(FigureStyle.small) / 2)
      drawing.place(text, x: 44, y: y)
      y += text.bottom + 5
    }
    /// A sample of curves that look alike: with a line if any has one, with a marker if any is drawn with it.
    func sample(_ style: SeriesStyle, _ isAlike: (Series) -> Bool) -> Drawing {
      let holders = panels.filter { $0.series.contains(where: isAlike) }
      let series = holders.flatMap(\.series).filter(isAlike)
      return style.sample(
        length: 36, hasLine: series.contains(where: \.isJoined),
        hasMarker: holders.contains(where: \.hasMarkers) || series.contains { !$0.isJoined })
    }
    let labels = looks.labels.filter { !$0.isEmpty }
    heading(labels.isEmpty ? nil : legendTitle)
    let all = panels.flatMap(\.series)
    for label in labels {
      var plain = all.first { $0.label == label } ?? Series(label: label, points: [])
      plain.variant = nil
      entry(sample(looks.style(plain)) { $0.label == label }, label)
    }
    if !looks.variants.isEmpty { y += 4 }
    heading(looks.variants.isEmpty ? nil : variantTitle)
    for (index, variant) in looks.variants.enumerated() {
      let isJoined = all.contains { $0.variant == variant && $0.isJoined }
      entry(
        sample(SeriesStyle(variant: index, isJoined: isJoined)) { $0.variant == variant }, variant)
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
    var notes: [Drawing] = []
    let gaps = gaps
    if !gaps.isEmpty {
      let text = "× in the hatched strip: \(undefinedMeaning) (\(gaps.joined(separator: "; ")))."
      notes.append(FigureFrame.note(text, below: body, meter: meter))
    }
    let outside = panels.map { panel in
      let axes = PlotAxes(panel)
      return panel.series.flatMap(\.points).count { axes.isOutside($0) }
    }.reduce(0, +)
    if outside > 0 {
      let text = "\(outside) point\(outside == 1 ? " lies" : "s lie") outside the axes."
      notes.append(FigureFrame.note(text, below: body, meter: meter))
    }
    return notes
  }

  /// Which curves have no value where, each list of curves and places with the panels that it holds in, unless those
  /// are all that there are.
  private var gaps: [String] {
    var curves: [(curve: String, places: String, panels: [Int])] = []
    for (index, panel) in panels.enumerated() {
      let axes = PlotAxes(panel)
      for series in panel.series {
        let undefined = series.points.filter { axes.isUndefined($0) }.map(\.x)
        guard !undefined.isEmpty else { continue }
        let at = panel.xAxis.tickLabels == nil ? "x = " : ""
        let rest = undefined.count > 6 ? " and \(undefined.count - 6) more" : ""
        let places = at + undefined.prefix(6).map(panel.xAxis.name).joined(separator: ", ") + rest
        let curve = series.label + (series.variant.map { ", \($0)" } ?? "")
        if let known = curves.firstIndex(where: { $0.curve == curve && $0.places == places }) {
          curves[known].panels.append(index)
        } else {
          curves.append((curve, places, [index]))
        }
      }
    }
    var gaps: [(curves: [String], places: String, panels: [Int])] = []
    for (curve, places, panels) in curves {
      if let known = gaps.firstIndex(where: { $0.places == places && $0.panels == panels }) {
        gaps[known].curves.append(curve)
      } else {
        gaps.append(([curve], places, panels))
      }
    }
    return gaps.map { gap in
      let titles = gap.panels.distinct.compactMap { panels[$0].title?.replacing("\n", with: ", ") }
      let isEverywhere = gap.panels.distinct.count == panels.count
      return (isEverywhere || titles.isEmpty ? "" : "\(titles.joined(separator: " and ")): ")
        + (legendTitle.map { "\($0) " } ?? "") + gap.curves.distinct.joined(separator: ", ")
        + " at \(gap.places)"
    }
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
