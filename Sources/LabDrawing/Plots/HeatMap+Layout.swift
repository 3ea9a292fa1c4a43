import LabBase

extension HeatMap {
  private static let cellHeight = 24.0

  /// One cell ready to be drawn; no color means hatched.
  private struct Cell {
    var color: Color?
    var text: String
  }

  func layout(_ meter: TextMeter) -> Page {
    for panel in panels {
      let counts = cells(of: panel).map(\.count)
      precondition(
        counts.count == rowLabels.count && counts.allSatisfy { $0 == columnLabels.count },
        "\(panel.title): rows of \(counts) cells for \(rowLabels.count) × \(columnLabels.count) labels")
    }
    var body = Drawing()
    let tables = panels.map(cells(of:))
    let cellWidths = tables.map { cellWidth($0, meter: meter) }
    let headings = zip(panels, cellWidths).map { panel, cellWidth in
      meter.block(
        panel.title, FigureStyle.strongLabel, width: max(cellWidth * Double(columnLabels.count), 120))
    }
    let headingHeight = headings.map(\.bottom).max() ?? 0
    drawRowLabels(into: &body, meter: meter)
    var left = 0.0
    for (index, cellWidth) in cellWidths.enumerated() {
      body.place(headings[index], x: left, y: -8 - headingHeight)
      body.place(draw(tables[index], cellWidth: cellWidth, meter: meter), x: left, y: 0)
      var right = left + max(cellWidth * Double(columnLabels.count), headings[index].right)
      if let bar = colorBar(after: index, meter: meter) {
        let start = left + cellWidth * Double(columnLabels.count) + 12
        body.place(bar, x: start, y: 0)
        right = max(right, start + bar.right)
      }
      left = right + 28
    }
    if panels.isEmpty || rowLabels.isEmpty || columnLabels.isEmpty {
      body = meter.block("no cells", FigureStyle.label)
    }
    var notes = legend(below: body, tables: tables, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  private func cells(of panel: Panel) -> [[Cell]] {
    switch panel.cells {
    case .categories(let places):
      return places.enumerated().map { row, line in
        line.enumerated().map { column, place in
          let category = place.map { categories[$0] }
          let pale = panel.inferred?[row][column].map { place in
            categories[place].color.mixed(with: FigureStyle.paper, share: 0.6)
          }
          return Cell(color: category?.color ?? pale, text: category?.symbol ?? "")
        }
      }
    case .values(let values, let range, let map):
      return values.enumerated().map { row, line in
        line.enumerated().map { column, value in
          let color = value.flatMap(range.fraction(of:)).map(map.color(at:))
          let letter = panel.letters?[row][column].map { categories[$0].symbol }
          let number =
            panel.printsValues && color != nil ? value.map { HeatMap.printed($0, range: range) } : nil
          return Cell(color: color, text: [letter, number].compactMap { $0 }.joined(separator: " "))
        }
      }
    }
  }

  /// Two decimals where the range is of order 1, else three significant digits.
  private static func printed(_ value: Double, range: ValueRange) -> String {
    let largest = max(abs(range.lower), abs(range.upper))
    return (0.1...10).contains(largest) ? NumberText.fixed(value, decimals: 2) : NumberText.short(value)
  }

  /// Each table has the width that its own texts need: letters need less than numbers.
  private func cellWidth(_ table: [[Cell]], meter: TextMeter) -> Double {
    let widest = table.joined().map { meter.width($0.text, FigureStyle.small) }.max() ?? 0
    let least = columnLabels.count > 16 ? 16.0 : 28
    return max(least, (widest + 8).rounded(.up))
  }

  private func drawRowLabels(into drawing: inout Drawing, meter: TextMeter) {
    var widest = 0.0
    for (row, label) in rowLabels.enumerated() {
      // A label higher than its row would run into its neighbours, so it is set in one line.
      let text = meter.block(label.replacing("\n", with: " "), FigureStyle.small)
      drawing.place(
        text, x: -text.right - 8, y: (Double(row) + 0.5) * HeatMap.cellHeight - text.bottom / 2)
      widest = max(widest, text.right)
    }
    let height = HeatMap.cellHeight * Double(rowLabels.count)
    guard !rowAxis.isEmpty else { return }
    if meter.width(rowAxis, FigureStyle.label) > max(height, 60) {
      let block = meter.block(rowAxis, FigureStyle.label, width: 120, alignment: .right)
      drawing.place(block, x: -widest - 20 - block.right, y: (height - block.bottom) / 2)
    } else {
      let turned = meter.turned(rowAxis, FigureStyle.label, degrees: 90)
      drawing.place(
        turned, x: -widest - 20 - meter.lineHeight(FigureStyle.label) / 2,
        y: (height + (turned.bounds?.height ?? 0)) / 2)
    }
  }

  private func draw(_ table: [[Cell]], cellWidth: Double, meter: TextMeter) -> Drawing {
    var drawing = Drawing()
    for (row, line) in table.enumerated() {
      for (column, cell) in line.enumerated() {
        let box = Box(
          x: Double(column) * cellWidth, y: Double(row) * HeatMap.cellHeight, width: cellWidth,
          height: HeatMap.cellHeight)
        guard let color = cell.color else {
          drawing.hatch(box)
          continue
        }
        drawing.fill(box, color)
        guard !cell.text.isEmpty else { continue }
        let text = meter.block(cell.text, FigureStyle.small.colored(color.readableInk))
        drawing.place(
          text, x: box.x + (box.width - text.right) / 2, y: box.y + (box.height - text.bottom) / 2)
      }
    }
    let width = cellWidth * Double(columnLabels.count)
    let height = HeatMap.cellHeight * Double(rowLabels.count)
    drawing.outline(Box(x: 0, y: 0, width: width, height: height), FigureStyle.axis)
    let turns = columnLabels.contains { meter.width($0, FigureStyle.small) > cellWidth - 2 }
    var bottom = height
    for (column, label) in columnLabels.enumerated() {
      let center = (Double(column) + 0.5) * cellWidth
      let tick = center.rounded(.down) + 0.5
      drawing.line(
        [Point(x: tick, y: height + 1), Point(x: tick, y: height + 4)], Stroke(color: FigureStyle.axis))
      let block =
        turns
        ? meter.turned(label.replacing("\n", with: " "), FigureStyle.small, degrees: 90)
        : meter.block(label, FigureStyle.small)
      let extent = block.bounds ?? Box(x: 0, y: 0, width: 0, height: 0)
      drawing.place(block, x: center - extent.width / 2 - extent.x, y: height + 6 - extent.y)
      bottom = max(bottom, height + 6 + extent.height)
    }
    let axis = meter.block(columnAxis, FigureStyle.label, width: max(width, 120), alignment: .center)
    drawing.place(axis, x: max((width - axis.right) / 2, 0), y: bottom + 5)
    return drawing
  }

  /// The bar of a table of numbers, unless the next table has the same one.
  private func colorBar(after index: Int, meter: TextMeter) -> Drawing? {
    guard case .values(_, let range, let map) = panels[index].cells else { return nil }
    if index + 1 < panels.count, case .values(_, range, map) = panels[index + 1].cells { return nil }
    let height = max(Int(HeatMap.cellHeight) * rowLabels.count, 60)
    return ColorBar.vertical(map, range: range, height: height, meter: meter)
  }

  private func legend(below body: Drawing, tables: [[[Cell]]], meter: TextMeter) -> [Drawing] {
    var notes: [Drawing] = []
    let showsCategories = panels.contains { panel in
      if case .categories = panel.cells { true } else { panel.letters != nil }
    }
    if showsCategories { notes.append(categoryLegend(below: body, meter: meter)) }
    if panels.contains(where: { $0.inferred != nil }) {
      notes.append(
        FigureFrame.note(
          "Cells with a letter were run. Pale ones were not: the nearest runs above and below agree.",
          below: body, meter: meter))
    }
    if tables.joined().joined().contains(where: { $0.color == nil }) {
      var key = Drawing()
      let box = Box(x: 0, y: 0, width: 22, height: 15)
      key.hatch(box)
      key.outline(box)
      key.place(FigureFrame.note(undefinedMeaning, below: body, meter: meter), x: 30, y: 0)
      notes.append(key)
    }
    if let clipping { notes.append(FigureFrame.note(clipping, below: body, meter: meter)) }
    return notes
  }

  /// What is said of numbers beyond the ends of their colour bar, by more than its colours tell apart.
  private var clipping: String? {
    let sides = panels.reduce(into: (below: false, above: false)) { sides, panel in
      guard case .values(let values, let range, _) = panel.cells else { return }
      let unseen = 0.02 * (range.upper - range.lower)
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
