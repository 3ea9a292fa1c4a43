/// A section of a run's page: rows of pictures, plots and a table of whatever a laboratory measures.
///
/// `Picture` is an image on its way into a page, and then a reference to one there.
package struct RunPanel<Picture> {
  /// A picture with its words.
  package struct Tile {
    /// The picture.
    package let image: Picture
    /// Over it; empty for nothing.
    package let label: String
    /// Under it.
    package var caption: String?
    /// Whether it holds any numbers, which are drawn around 0, instead of pixels.
    package var signed: Bool?

    /// Describes a picture.
    package init(_ image: Picture, label: String, caption: String? = nil, signed: Bool = false) {
      self.image = image
      self.label = label
      self.caption = caption
      self.signed = signed ? true : nil
    }
  }

  /// Pictures side by side.
  package struct Row {
    /// What they are.
    package let title: String
    /// What is to be said of them.
    package var note: String?
    /// The pictures.
    package let images: [Tile]

    /// Gathers them.
    package init(title: String, note: String? = nil, images: [Tile]) {
      self.title = title
      self.note = note
      self.images = images
    }
  }

  /// A curve.
  package struct Series: Codable, Equatable, Sendable {
    /// Its name.
    package let title: String
    /// Its places.
    package let x: [Double]
    /// Its values; nil leaves a gap.
    package let y: [Double?]
    /// Whether it is drawn dashed: what another is compared with.
    package let dashed: Bool

    /// Describes a curve.
    package init(title: String, x: [Double], y: [Double?], dashed: Bool = false) {
      self.title = title
      self.x = x
      self.y = y
      self.dashed = dashed
    }
  }

  /// Curves with common axes.
  package struct Plot: Codable, Equatable, Sendable {
    /// What is drawn.
    package let title: String
    /// Title of the horizontal axis, with its unit.
    package let x: String
    /// Title of the vertical one.
    package let y: String
    /// Whether the horizontal axis is logarithmic.
    package let logX: Bool
    /// Whether the vertical one is.
    package let logY: Bool
    /// The curves.
    package let series: [Series]

    /// Describes a plot.
    package init(
      title: String, x: String, y: String, logX: Bool = false, logY: Bool = false, series: [Series]
    ) {
      self.title = title
      self.x = x
      self.y = y
      self.logX = logX
      self.logY = logY
      self.series = series
    }
  }

  /// Words and numbers in columns.
  package struct Table: Codable, Equatable, Sendable {
    /// The heads.
    package let columns: [String]
    /// The rows, as many entries as columns each.
    package let rows: [[String]]

    /// Gathers them.
    package init(columns: [String], rows: [[String]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Its name in the page.
  package let id: String
  /// Its heading.
  package let title: String
  /// What it shows, in a sentence or a few.
  package let about: String
  /// The command that shows the same at the terminal.
  package let command: String
  /// Its pictures.
  package var rows: [Row] = []
  /// Its plots.
  package var plots: [Plot] = []
  /// Its table.
  package var table: Table?

  /// Begins a panel.
  package init(id: String, title: String, about: String, command: String) {
    self.id = id
    self.title = title
    self.about = about
    self.command = command
  }

  /// The same with other pictures.
  package func mapPictures<Other>(_ map: (Picture) -> Other) -> RunPanel<Other> {
    typealias To = RunPanel<Other>
    var other = To(id: id, title: title, about: about, command: command)
    other.rows = rows.map { row in
      To.Row(
        title: row.title, note: row.note,
        images: row.images.map {
          To.Tile(map($0.image), label: $0.label, caption: $0.caption, signed: $0.signed == true)
        })
    }
    other.plots = plots.map { plot in
      To.Plot(
        title: plot.title, x: plot.x, y: plot.y, logX: plot.logX, logY: plot.logY,
        series: plot.series.map { To.Series(title: $0.title, x: $0.x, y: $0.y, dashed: $0.dashed) })
    }
    other.table = table.map { To.Table(columns: $0.columns, rows: $0.rows) }
    return other
  }
}

extension RunPanel: Encodable where Picture: Encodable {}
extension RunPanel.Row: Encodable where Picture: Encodable {}
extension RunPanel.Tile: Encodable where Picture: Encodable {}
