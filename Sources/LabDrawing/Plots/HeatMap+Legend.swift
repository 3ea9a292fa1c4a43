import LabBase

extension HeatMap {
  /// The notes under the tables: what colours, hatching and marks mean.
  func legend(below body: Drawing, tables: [[[Cell]]], meter: TextMeter) -> [Drawing] {
    var notes: [Drawing] = []
    let showsCategories = panels.contains { panel in
      if case .categories = panel.cells { true } else { panel.letters != nil }
    }
    if showsCategories { notes.append(categoryLegend(below: body, meter: meter)) }
    if panels.contains(where: { $0.inferred != nil }) {
      let rows = HeatMapRows(count: rowLabels.count, places: rowPlaces)
      let hasDots = rowLabels.indices.contains { !rows.hasRoomForText($0) }
      notes.append(
        FigureFrame.note(
          "Cells with a letter\(hasDots ? " or a dot" : "") were run. Paler ones were not: the nearest runs above and "
            + "below agree.", below: body, meter: meter))
    }
    for rule in rowBreaks {
      let place = "Rule above \(rowLabels[rule.row].replacing("\n", with: " ")): "
      notes.append(FigureFrame.note(place + rule.meaning + ".", below: body, meter: meter))
    }
    let cells = tables.joined().joined()
    for absence in absences where cells.contains(where: { $0.absence == absence }) {
      notes.append(
        key(absence.legend, below: body, meter: meter) { draw(absence, in: $0, meter: meter, into: &$1) })
    }
    if cells.contains(where: { $0.color == nil && $0.absence == nil }) {
      notes.append(key(undefinedMeaning, below: body, meter: meter) { $1.hatch($0) })
    }
    if cells.contains(where: { $0.color != nil && $0.isPartial }) {
      notes.append(
        key(partialMeaning, below: body, meter: meter) {
          $1.fill($0, FigureStyle.paper)
          $1.add(.shape(Self.partialMark(in: $0, color: FigureStyle.ink)))
        })
    }
    if let clipping { notes.append(FigureFrame.note(clipping, below: body, meter: meter)) }
    return notes
  }

  /// A small cell with what it means.
  private func key(
    _ meaning: String, below body: Drawing, meter: TextMeter, draw: (Box, inout Drawing) -> Void
  ) -> Drawing {
    var key = Drawing()
    let box = Box(x: 0, y: 0, width: 22, height: 15)
    draw(box, &key)
    key.outline(box)
    key.place(FigureFrame.note(meaning, below: body, meter: meter), x: 30, y: 0)
    return key
  }

  /// What is said of numbers beyond the ends of their colour bar, by more than its colours tell apart.
  private var clipping: String? {
    let sides = panels.reduce(into: (below: false, above: false)) { sides, panel in
      guard case .values(let values, let range, _) = panel.cells else { return }
      let unseen = panel.isLogarithmic ? 0 : 0.02 * (range.upper - range.lower)
      for case let value? in values.joined() where value.isFinite {
        sides.below = sides.below || value < range.lower - unseen
        sides.above = sides.above || value > range.upper + unseen
      }
    }
    guard sides.below || sides.above else { return nil }
    let place =
      sides.below ? (sides.above ? "beyond either end" : "below the lower end") : "above the upper end"
    return "Values \(place) of the colour bar have the colour of that end."
  }

  private func categoryLegend(below body: Drawing, meter: TextMeter) -> Drawing {
    var drawing = Drawing()
    let limit = min(max(body.bounds?.width ?? 0, FigureStyle.shortestLine), FigureStyle.longestLine)
    var x = 0.0
    var y = 0.0
    for category in categories {
      var entry = Drawing()
      let box = Box(x: 0, y: 0, width: 22, height: 15)
      entry.fill(box, category.color)
      entry.outline(box)
      let letter = meter.block(category.symbol, FigureStyle.small)
      entry.place(letter, x: (box.width - letter.right) / 2, y: 0)
      entry.place(meter.block(category.legend, FigureStyle.small), x: 30, y: 0)
      if x > 0, x + entry.right > limit {
        x = 0
        y += 22
      }
      drawing.place(entry, x: x, y: y)
      x += entry.right + 22
    }
    if let categoryNote {
      let text = meter.block(categoryNote, FigureStyle.note)
      drawing.place(text, x: 0, y: y + 22)
    }
    return drawing
  }
}
