/// Sets a figure's body between its title and its notes and sizes the paper to what was placed.
enum FigureFrame {
  /// A page with title, subtitle, body and notes below each other, all starting at the left margin.
  static func page(
    title: String, subtitle: String?, body: Drawing, notes: [Drawing], meter: TextMeter
  ) -> Page {
    var content = Drawing()
    var y = 0.0
    let lineWidth = readableWidth(of: body)
    if !title.isEmpty {
      content.place(meter.block(title, FigureStyle.title, width: lineWidth), x: 0, y: y)
      y = content.bottom + 3
    }
    if let subtitle, !subtitle.isEmpty {
      content.place(meter.block(subtitle, FigureStyle.subtitle, width: lineWidth), x: 0, y: y)
      y = content.bottom
    }
    if let bounds = body.bounds {
      y += y > 0 ? 14 : 0
      content.place(body, x: (-bounds.x).rounded(.up), y: y + (-bounds.y).rounded(.up))
      y = content.bottom
    }
    if !notes.isEmpty { y += 12 }
    for note in notes {
      content.place(note, x: 0, y: y)
      y = content.bottom + 4
    }
    var drawing = Drawing()
    let bounds = content.bounds ?? Box(x: 0, y: 0, width: 0, height: 0)
    let left = FigureStyle.margin + (-bounds.x).rounded(.up)
    let top = FigureStyle.margin + (-bounds.y).rounded(.up)
    drawing.place(content, x: left, y: top)
    return Page(
      width: Int((drawing.right + FigureStyle.margin).rounded(.up)),
      height: Int((drawing.bottom + FigureStyle.margin).rounded(.up)), drawing: drawing)
  }

  /// A paragraph of small print as wide as the figure, within readable limits.
  static func note(_ text: String, below body: Drawing, meter: TextMeter) -> Drawing {
    meter.block(text, FigureStyle.note, width: readableWidth(of: body))
  }

  private static func readableWidth(of body: Drawing) -> Double {
    min(max(body.bounds?.width ?? 0, FigureStyle.shortestLine), FigureStyle.longestLine)
  }
}
