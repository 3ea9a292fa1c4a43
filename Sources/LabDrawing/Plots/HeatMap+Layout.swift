import LabBase

extension HeatMap {
  private var rows: HeatMapRows { HeatMapRows(count: rowLabels.count, places: rowPlaces) }

  /// One cell ready to be drawn; no color means that there is no value, hatched unless the absence says otherwise.
  struct Cell {
    var color: Color?
    var text: String
    var absence: Absence?
    var isPartial = false
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
    let perRow = panelsPerRow ?? max(panels.count, 1)
    for start in stride(from: 0, to: panels.count, by: perRow) {
      let places = start..<min(start + perRow, panels.count)
      let line = line(places, tables: tables, cellWidths: cellWidths, meter: meter)
      body.place(line, x: 0, y: start == 0 ? 0 : body.bottom + 22 - (line.bounds?.y ?? 0))
    }
    if panels.isEmpty || rowLabels.isEmpty || columnLabels.isEmpty {
      body = meter.block("no cells", FigureStyle.label)
    }
    var notes = legend(below: body, tables: tables, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  /// Tables side by side with the rows' labels before the first; the origin is the first table's top left corner.
  private func line(
    _ places: Range<Int>, tables: [[[Cell]]], cellWidths: [Double], meter: TextMeter
  ) -> Drawing {
    var drawing = Drawing()
    let headings = places.map { place in
      meter.block(
        panels[place].title, FigureStyle.strongLabel,
        width: max(cellWidths[place] * Double(columnLabels.count), panelsPerRow == nil ? 120 : 150))
    }
    let headingHeight = headings.map(\.bottom).max() ?? 0
    drawRowLabels(into: &drawing, meter: meter)
    var left = 0.0
    for (place, heading) in zip(places, headings) {
      let width = cellWidths[place] * Double(columnLabels.count)
      drawing.place(heading, x: left, y: -8 - headingHeight)
      drawing.place(draw(tables[place], cellWidth: cellWidths[place], meter: meter), x: left, y: 0)
      var right = left + max(width, heading.right)
      if let bar = colorBar(after: place, before: places.upperBound, meter: meter) {
        drawing.place(bar, x: left + width + 12, y: 0)
        right = max(right, left + width + 12 + bar.right)
      }
      left = right + 28
    }
    return drawing
  }

  private func cells(of panel: Panel) -> [[Cell]] {
    var cells = measured(panel)
    for row in cells.indices {
      for column in cells[row].indices {
        if cells[row][column].color == nil {
          cells[row][column].absence = panel.absences?[row][column].map { absences[$0] }
        }
        cells[row][column].isPartial = panel.partial?[row][column] ?? false
      }
    }
    return cells
  }

  private func measured(_ panel: Panel) -> [[Cell]] {
    switch panel.cells {
    case .categories(let places):
      return places.enumerated().map { row, line in
        line.enumerated().map { column, place in
          let category = place.map { categories[$0] }
          let pale = panel.inferred?[row][column].map { place in
            categories[place].color.mixed(with: FigureStyle.paper, share: 0.35)
          }
          return Cell(color: category?.color ?? pale, text: category?.symbol ?? "")
        }
      }
    case .values(let values, let range, let map):
      return values.enumerated().map { row, line in
        line.enumerated().map { column, value in
          let color = value.flatMap { panel.fraction(of: $0, range: range) }.map(map.color(at:))
          let letter = panel.letters?[row][column].map { categories[$0].symbol }
          let number =
            panel.printsValues && color != nil
            ? value.map { panel.isLogarithmic ? HeatMap.printed($0) : HeatMap.printed($0, range: range) }
            : nil
          let deviation =
            number == nil
            ? nil : panel.deviations?[row][column].map { "± \(HeatMap.printed($0, range: range))" }
          return Cell(
            color: color, text: [letter, number, deviation].compactMap { $0 }.joined(separator: " "))
        }
      }
    }
  }

  /// Two decimals where the range is of order 1, else three significant digits.
  private static func printed(_ value: Double, range: ValueRange) -> String {
    let largest = max(abs(range.lower), abs(range.upper))
    return (0.1...10).contains(largest) ? NumberText.fixed(value, decimals: 2) : NumberText.short(value)
  }

  /// Whole numbers of up to six digits as such, anything else with two significant digits.
  private static func printed(_ value: Double) -> String {
    (10..<1e6).contains(value) ? NumberText.fixed(value, decimals: 0) : NumberText.short(value, digits: 2)
  }

  /// Each table has the width that its own texts need: letters need less than numbers.
  private func cellWidth(_ table: [[Cell]], meter: TextMeter) -> Double {
    let widest =
      table.joined().map { meter.width($0.absence?.symbol ?? $0.text, FigureStyle.small) }.max() ?? 0
    let least = columnLabels.count > 16 ? 16.0 : 28
    return max(least, (widest + 8).rounded(.up))
  }

  private func drawRowLabels(into drawing: inout Drawing, meter: TextMeter) {
    let rows = rows
    // A label higher than its row would run into its neighbours, so it is set in one line.
    let labels =
      rows.axis == nil
      ? zip(rowLabels.map { $0.replacing("\n", with: " ") }, rows.centers).map { ($0, $1) } : rows.ticks
    var widest = 0.0
    for (label, y) in labels {
      let text = meter.block(label, FigureStyle.small)
      drawing.place(text, x: -text.right - 8, y: y - text.bottom / 2)
      widest = max(widest, text.right)
      if rows.axis != nil {
        let y = y.rounded(.down) + 0.5
        drawing.line([Point(x: -5, y: y), Point(x: -1, y: y)], Stroke(color: FigureStyle.axis))
      }
    }
    let height = rows.height
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
    let rows = rows
    for (row, line) in table.enumerated() {
      let extent = rows.extent(row)
      for (column, cell) in line.enumerated() {
        let box = Box(x: Double(column) * cellWidth, y: extent.top, width: cellWidth, height: extent.height)
        guard let color = cell.color else {
          draw(cell.absence, in: box, hasRoom: rows.hasRoomForText(row), meter: meter, into: &drawing)
          continue
        }
        drawing.fill(box, color)
        let middle = Point(x: box.x + box.width / 2, y: rows.centers[row])
        if !cell.text.isEmpty, rows.hasRoomForText(row) {
          let text = meter.block(cell.text, FigureStyle.small.colored(color.readableInk))
          drawing.place(text, x: middle.x - text.right / 2, y: middle.y - text.bottom / 2)
        } else if !cell.text.isEmpty {
          let dot = Box(x: middle.x - 1.5, y: middle.y - 1.5, width: 3, height: 3)
          drawing.fill(dot, color.readableInk)
        }
        if cell.isPartial { drawing.add(.shape(Self.partialMark(in: box, color: color.readableInk))) }
      }
    }
    let width = cellWidth * Double(columnLabels.count)
    let height = rows.height
    for rule in rowBreaks {
      let y = rows.edges[rule.row]
      for (color, width) in [(FigureStyle.paper, 4.0), (FigureStyle.ink, 1.5)] {
        drawing.line(
          [Point(x: 0, y: y), Point(x: cellWidth * Double(columnLabels.count), y: y)],
          Stroke(color: color, width: width))
      }
    }
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
  private func colorBar(after index: Int, before end: Int, meter: TextMeter) -> Drawing? {
    guard case .values(_, let range, let map) = panels[index].cells else { return nil }
    if index + 1 < end, case .values(_, range, map) = panels[index + 1].cells { return nil }
    return ColorBar.vertical(
      map, range: range, isLogarithmic: panels[index].isLogarithmic, height: max(Int(rows.height), 60),
      title: barTitle, meter: meter)
  }

  /// A cell without a value: hatched or blank, with the reason's symbol where there is room for it.
  func draw(
    _ absence: Absence?, in box: Box, hasRoom: Bool = true, meter: TextMeter, into drawing: inout Drawing
  ) {
    if absence?.isHatched ?? true { drawing.hatch(box) } else { drawing.fill(box, FigureStyle.paper) }
    guard let absence, hasRoom, !absence.symbol.isEmpty else { return }
    let text = meter.block(absence.symbol, FigureStyle.note)
    let place = Box(
      x: (box.x + (box.width - text.right) / 2).rounded(),
      y: (box.y + (box.height - text.bottom) / 2).rounded(),
      width: text.right.rounded(.up), height: text.bottom)
    if absence.isHatched { drawing.fill(place.grown(by: 1), FigureStyle.hatchPaper) }
    drawing.place(text, x: place.x, y: place.y)
  }

  /// A small triangle in the upper right corner of a cell.
  static func partialMark(in box: Box, color: Color) -> ShapeMark {
    let side = min(7, box.height)
    return ShapeMark(
      points: [
        Point(x: box.right - side, y: box.y), Point(x: box.right, y: box.y),
        Point(x: box.right, y: box.y + side),
      ], isClosed: true, fill: color)
  }
}

extension HeatMap.Panel {
  /// Where a number lies in the range of colours, clipped to 0 … 1; nil for what has no place there.
  fileprivate func fraction(of value: Double, range: ValueRange) -> Double? {
    guard isLogarithmic else { return range.fraction(of: value) }
    let axis = AxisMapping(range: range, isLogarithmic: true)
    return axis.isDefined(value) ? min(max(axis.fraction(of: value), 0), 1) : nil
  }
}
