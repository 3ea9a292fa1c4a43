import LabBase

/// Figures below each other under one heading, each with its own notes.
package struct FigureStack: LaidOutFigure {
  /// A figure of the stack.
  package enum Part: Sendable {
    /// Pictures.
    case tiles(ImageGrid)
    /// Curves.
    case curves(LinePlot)
    /// Tables of coloured cells.
    case cells(HeatMap)

    fileprivate var figure: any LaidOutFigure {
      switch self {
      case .tiles(let grid): grid
      case .curves(let plot): plot
      case .cells(let map): map
      }
    }
  }

  /// The heading of the whole; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// The figures from top to bottom; one without a title of its own has none.
  package var parts: [Part]

  /// Makes a stack.
  package init(title: String, subtitle: String? = nil, parts: [Part]) {
    self.title = title
    self.subtitle = subtitle
    self.parts = parts
  }

  /// SHA-256 over the digests of the parts in order.
  package var tileDigest: String {
    Digest.sha256(Array(parts.map(\.figure.tileDigest).joined().utf8))
  }

  func layout(_ meter: TextMeter) -> Page {
    var body = Drawing()
    for part in parts {
      let drawing = part.figure.layout(meter).drawing
      let bounds = drawing.bounds ?? Box(x: 0, y: 0, width: 0, height: 0)
      let gap = body.bounds == nil ? 0 : body.bottom + 20
      body.place(drawing, x: -bounds.x, y: gap - bounds.y)
    }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: [], meter: meter)
  }
}
