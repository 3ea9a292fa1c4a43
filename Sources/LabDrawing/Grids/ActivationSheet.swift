import LabBase
import LabImages

/// What a network's layers hold, activations or weights: one row a layer, some of its channels as tiles.
///
/// A layer without negative values is drawn in grey from 0 (black) to its largest value (white), so that a
/// layer that has gone dark looks dark; a layer with negative values with the diverging map around 0.
/// A tile of three channels is drawn in colour, each of them on the tile's scale; a layer may also be a picture, of
/// pixels from 0 to 1. The scale is stated on the picture.
package struct ActivationSheet: LaidOutFigure {
  /// One layer's selected channels.
  package struct Layer: Sendable {
    /// The layer's name, such as `conv 7 + ReLU`.
    package var name: String
    /// The shape of its activations, such as `128×28×28`.
    package var shape: String
    /// How many channels the layer has in all.
    package var channelCount: Int
    /// The channels shown, each an image of one channel, or of three in colour.
    package var tiles: [Tile]
    /// What else to say, such as `error 0.42`.
    package var caption: String?
    /// What the tiles are, such as `3 principal images`; nil for channels, which are counted.
    package var contents: String?
    /// Whether the tiles are pictures of pixels from 0 to 1, and no activations.
    package var isPicture: Bool

    /// Makes a layer's row.
    package init(
      name: String, shape: String, channelCount: Int, tiles: [Tile], caption: String? = nil,
      contents: String? = nil, isPicture: Bool = false
    ) {
      self.name = name
      self.shape = shape
      self.channelCount = channelCount
      self.tiles = tiles
      self.caption = caption
      self.contents = contents
      self.isPicture = isPicture
    }
  }

  /// One channel of a layer, or three in colour.
  package struct Tile: Sendable {
    /// Raw values; of a picture pixels.
    package var image: Image
    /// What to print under it, such as `ch 17`.
    package var label: String?

    /// Makes a tile.
    package init(image: Image, label: String? = nil) {
      self.image = image
      self.label = label
    }
  }

  /// Which tiles share a range.
  package enum Scale: String, CaseIterable, Codable, Sendable {
    /// Every tile has its own, printed under it.
    case each
    /// The tiles of a layer share one, printed at the row's end.
    case layer
    /// All layers share one magnitude, printed below: layers compare in brightness.
    case shared
  }

  /// Tiles beyond this number begin another row, so that a sheet of all channels stays as wide as a page.
  static let longestRow = 16

  /// The heading of the figure.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// The layers from input to output.
  package var layers: [Layer]
  /// Which tiles share a range; each layer by default.
  package var scale: Scale
  /// The enlargement of tiles; 2 by default.
  package var tileSize: TileSize
  /// What the values are, as the key calls them.
  package var quantity: String
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a sheet.
  package init(
    title: String, subtitle: String? = nil, layers: [Layer], scale: Scale = .layer,
    tileSize: TileSize = .scale(2), quantity: String = "Activations", footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.layers = layers
    self.scale = scale
    self.tileSize = tileSize
    self.quantity = quantity
    self.footnote = footnote
  }

  /// SHA-256 over every tile in order: shape, then little-endian floats.
  package var tileDigest: String {
    var digest = TileDigest()
    for layer in layers { for tile in layer.tiles { digest.append(tile.image) } }
    return digest.hexadecimal
  }

  func layout(_ meter: TextMeter) -> Page {
    precondition(
      layers.allSatisfy { $0.tiles.allSatisfy { [1, 3].contains($0.image.channels) } },
      "tiles of \(layers.map { $0.tiles.map(\.image.channels) }) channels where each must have one or three")
    let everything = ActivationRange(layers.filter { !$0.isPicture }.flatMap(\.tiles).map(\.image)).magnitude
    let table = TileTable(
      rows: layers.flatMap { rows($0, everything: everything) }, defaultSide: 56, meter: meter)
    let body = layers.isEmpty ? meter.block("no layers", FigureStyle.label) : table.draw()
    var notes = legend(everything: everything, below: body, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  /// The rows of a layer: one, or several where its tiles would make the sheet wider than a page.
  private func rows(_ layer: Layer, everything: Double) -> [TileTable.Row] {
    let own = ActivationRange(layer.tiles.map(\.image))
    let cells = layer.tiles.map { tile in
      let single = ActivationRange([tile.image])
      let range =
        switch scale {
        case .each: single
        case .layer: own
        case .shared: own.scaled(to: everything)
        }
      let raster = TilePainter.raster(
        tile.image, range: layer.isPicture ? .unit : range.drawn, map: layer.isPicture ? .gray : range.map,
        scale: tileSize.scale(height: tile.image.height, width: tile.image.width))
      let lines = [tile.label, scale == .each && !layer.isPicture ? single.short : nil].compactMap { $0 }
      return TileTable.Cell.tile(raster, label: lines.isEmpty ? nil : lines.joined(separator: "\n"))
    }
    let held =
      layer.tiles.isEmpty
      ? "not drawn" : layer.isPicture ? "pixels: \(ActivationRange.ofPixels(layer).statement)" : own.statement
    let shown =
      layer.contents
      ?? "\(layer.tiles.count) of \(layer.channelCount) channel\(layer.channelCount == 1 ? "" : "s")"
    let first = TileTable.Row(
      label: [layer.name, layer.shape, shown], cells: Array(cells.prefix(ActivationSheet.longestRow)),
      caption: [held, layer.caption].compactMap { $0 }.joined(separator: "\n"))
    let starts = stride(from: ActivationSheet.longestRow, to: cells.count, by: ActivationSheet.longestRow)
    return [first]
      + starts.map { start in
        TileTable.Row(label: [], cells: Array(cells[start...].prefix(ActivationSheet.longestRow)))
      }
  }

  private func legend(everything: Double, below body: Drawing, meter: TextMeter) -> [Drawing] {
    let all = layers.flatMap(\.tiles).map(\.image)
    guard !all.isEmpty else { return [] }
    let held = layers.filter { !$0.isPicture }.map { $0.tiles.map(\.image) }
    let lineWidth = min(max(body.bounds?.width ?? 0, FigureStyle.shortestLine), FigureStyle.longestLine)
    // What is drawn through a colour map, on which scale.
    let mapped = scale == .each ? held.joined().map { [$0] } : held
    let ranges = mapped.filter { $0.contains { $0.channels == 1 } }.map(ActivationRange.init)
    let whose =
      switch scale {
      case .each: "each tile on its own scale"
      case .layer: "each layer on its own scale"
      case .shared: "all layers on one scale"
      }
    let end = scale == .shared ? NumberText.short(everything > 0 ? everything : 1) : "max"
    var notes: [Drawing] = []
    func add(_ map: ColorMap, _ lower: String, _ upper: String, _ explanation: String) {
      notes.append(
        ColorBar.words(
          map, lower: lower, upper: upper, explanation: explanation, lineWidth: lineWidth, meter: meter))
    }
    if layers.contains(where: \.isPicture) { add(.gray, "0", "1", "Pixels of pictures.") }
    if ranges.contains(where: { !$0.isSigned }) {
      add(.gray, "0", end, "\(quantity) without negative values, \(whose).")
    }
    if ranges.contains(where: \.isSigned) {
      add(.diverging, "−" + end, end, "\(quantity) of both signs, \(whose).")
    }
    if held.joined().contains(where: { $0.channels == 3 }) {
      let text =
        "Tiles in colour: red, green and blue each from dark at −\(end) (at 0 where nothing is negative) to bright at "
        + "\(end), \(whose)."
      notes.append(FigureFrame.note(text, below: body, meter: meter))
    }
    if all.contains(where: { $0.pixels.contains { !$0.isFinite } }) {
      notes.append(FigureFrame.note("Purple hatching: not a finite number.", below: body, meter: meter))
    }
    return notes
  }
}

extension ActivationRange {
  /// The pixels of a picture, to four decimals: behind them lies what standardising rounds off.
  fileprivate static func ofPixels(_ layer: ActivationSheet.Layer) -> ActivationRange {
    ActivationRange(
      layer.tiles.map { tile in
        var image = tile.image
        for place in image.pixels.indices {
          image.pixels[place] = (image.pixels[place] * 1e4).rounded() / 1e4
        }
        return image
      })
  }
}
