extension TileTable {
  /// What a row's tiles are, above each; returns where the row begins.
  func drawHeads(
    _ row: Row, at top: Double, lefts: [Double], widths: [Double], into drawing: inout Drawing
  ) -> Double {
    let blocks = zip(row.heads, widths).map { head, width in
      meter.block(head, FigureStyle.small, width: width, alignment: .center)
    }
    let height = blocks.map(\.bottom).max() ?? 0
    for (column, block) in blocks.enumerated() where row.heads[column] != "" {
      drawing.place(
        block, x: lefts[column] + (widths[column] - block.right) / 2, y: top + height - block.bottom)
    }
    return height > 0 ? top + height + 3 : top
  }

  /// Column labels and group brackets, growing upwards from the first row.
  func drawHeader(lefts: [Double], widths: [Double], into drawing: inout Drawing) {
    let top = rows.first?.section == nil ? 0 : -4.0
    var roof = top
    let turns = turnsLabels(tileWidths: tileWidths(widths.count))
    // Slanted labels lean over their neighbours, which brackets above would make ambiguous.
    let degrees = groups.isEmpty && (widths.min() ?? 0) >= 20 ? 45.0 : 90.0
    for (column, label) in columnLabels.enumerated() where !label.isEmpty {
      let center = lefts[column] + widths[column] / 2
      if turns {
        let line = meter.wrap(label, FigureStyle.small, width: .infinity).joined(separator: " ")
        let turned = meter.turned(line, FigureStyle.small, degrees: degrees)
        drawing.place(turned, x: center, y: top - 5 - max(0, (turned.bounds?.bottom ?? 0) - 2))
        roof = min(roof, top - 5 + (turned.bounds?.y ?? 0) - (turned.bounds?.bottom ?? 0))
      } else {
        let block = meter.block(label, FigureStyle.small, width: widths[column], alignment: .center)
        drawing.place(block, x: center - block.right / 2, y: top - 5 - block.bottom)
        roof = min(roof, top - 5 - block.bottom)
      }
    }
    for group in groups where !group.columns.isEmpty {
      let left = lefts[group.columns.lowerBound]
      let width = span(of: group.columns, widths: widths)
      let y = roof.rounded(.down) - 3.5
      let right = left + width - 0.5
      drawing.line(
        [
          Point(x: left + 0.5, y: y + 0.5), Point(x: left + 0.5, y: y - 4), Point(x: right, y: y - 4),
          Point(x: right, y: y + 0.5),
        ], Stroke(color: FigureStyle.axis))
      let block = meter.block(group.label, FigureStyle.small, width: max(width, 8), alignment: .center)
      drawing.place(block, x: left + (width - block.right) / 2, y: y - 7 - block.bottom)
    }
  }
}
