import LabBase
import LabDrawing
import LabImages
import LabStatistics
import Nets

/// Which of a layer's channels are drawn.
package enum ChannelSelection: Equatable, Sendable, CustomStringConvertible {
  /// The n channels of the largest mean magnitude.
  case top(Int)
  /// The first n principal images of the channels: right singular vectors of the channels × pixels matrix, times
  /// their singular values.
  case svd(Int)
  /// The one channel that correlates most, by magnitude, with the input.
  case closestToInput
  /// The one channel that correlates most, by magnitude, with the training image.
  case closestToTraining
  /// Every channel.
  case all

  /// Reads `top:8`, `svd:3`, `closest-to-input`, `closest-to-training` or `all`.
  ///
  /// - Throws: `LabError.badConfiguration` for anything else.
  package init(parsing text: String) throws(LabError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, parts.count, count) {
    case ("top", 2, let count?) where count >= 1: self = .top(count)
    case ("svd", 2, let count?) where count >= 1: self = .svd(count)
    case ("closest-to-input", 1, _): self = .closestToInput
    case ("closest-to-training", 1, _): self = .closestToTraining
    case ("all", 1, _): self = .all
    default:
      throw .badConfiguration(
        key: "--select", found: "\"\(text)\"",
        expected: "top:N, svd:N, closest-to-input, closest-to-training or all, N at least 1"
          + Spelling.suggestion(
            for: text, among: ["top:8", "svd:8", "closest-to-input", "closest-to-training", "all"]))
    }
  }

  /// The text that `init(parsing:)` reads.
  package var description: String {
    switch self {
    case .top(let count): "top:\(count)"
    case .svd(let count): "svd:\(count)"
    case .closestToInput: "closest-to-input"
    case .closestToTraining: "closest-to-training"
    case .all: "all"
    }
  }
}

extension ChannelSelection {
  /// What is drawn, in words.
  package var statement: String {
    switch self {
    case .top(let count): "up to \(count) channels of largest mean magnitude"
    case .svd(let count): "up to \(count) principal images of the channels"
    case .closestToInput: "the channel that correlates most with the input"
    case .closestToTraining: "the channel that correlates most with the training image"
    case .all: "all channels"
    }
  }

  /// What the tiles of a layer are, where they are not channels.
  func contents(of activation: LayerActivation, tiles: Int) -> String? {
    if activation.shape.pixels == 1 { return "all features, in rows" }
    guard case .svd = self else { return nil }
    return "\(tiles) principal image\(tiles == 1 ? "" : "s")"
  }
}

extension ChannelSelection {
  /// The channels of an activation that this selection names.
  ///
  /// A vector of features has no picture: it is drawn as one, its values in rows of a near-square rectangle.
  ///
  /// - Parameters:
  ///   - input: the input in grey, for `closestToInput`; likewise `training`. Both of the layer's pixels, or
  ///     the correlation is with nothing and the first channel is taken.
  package func channels(
    of activation: LayerActivation, input: [Float], training: [Float]
  ) -> [SelectedChannel] {
    let shape = activation.shape
    if shape.pixels == 1 {
      let (height, width) = Self.rectangle(of: shape.channels)
      return [
        SelectedChannel(label: "\(height)×\(width)", height: height, width: width, values: activation.values)
      ]
    }
    func channel(_ index: Int) -> [Float] {
      Array(activation.values[index * shape.pixels..<(index + 1) * shape.pixels])
    }
    func selected(_ indices: [Int]) -> [SelectedChannel] {
      indices.map {
        SelectedChannel(label: "\($0)", height: shape.height, width: shape.width, values: channel($0))
      }
    }
    func closest(to image: [Float]) -> [SelectedChannel] {
      guard image.count == shape.pixels else { return selected([0]) }
      let scores = (0..<shape.channels).map { abs(pearsonCorrelation(channel($0), image) ?? 0) }
      return selected([Self.largest(scores, count: 1)[0]])
    }
    switch self {
    case .all:
      return selected(Array(0..<shape.channels))
    case .top(let count):
      let sizes = (0..<shape.channels).map { index in
        channel(index).reduce(0.0) { $0 + abs(Double($1)) } / Double(shape.pixels)
      }
      return selected(Self.largest(sizes, count: count))
    case .closestToInput:
      return closest(to: input)
    case .closestToTraining:
      return closest(to: training)
    case .svd(let count):
      return PrincipalImages(activation).images(count: count).enumerated().map { index, values in
        SelectedChannel(label: "σ\(index + 1)", height: shape.height, width: shape.width, values: values)
      }
    }
  }

  /// Indices of the largest scores, largest first, ties by index; NaN counts as the largest, so that it is seen.
  package static func largest(_ scores: [Double], count: Int) -> [Int] {
    let keys = scores.map { $0.isNaN ? Double.infinity : $0 }
    let order = keys.indices.sorted { (-keys[$0], $0) < (-keys[$1], $1) }
    return Array(order.prefix(count))
  }

  /// Height and width of the rectangle nearest to a square that holds exactly `count` values.
  private static func rectangle(of count: Int) -> (height: Int, width: Int) {
    var height = Int(Double(count).squareRoot())
    while height > 1, count % height != 0 { height -= 1 }
    return (max(height, 1), count / max(height, 1))
  }
}

extension ChannelSelection {
  /// A layer's row of a sheet: the chosen channels; of one that gives an image in colour that image first.
  ///
  /// - Parameters:
  ///   - imageShape: that of the net's images.
  ///   - input: as of ``channels(of:input:training:)``, and `training` too.
  package func row(
    of activation: LayerActivation, imageShape: ImageShape, input: [Float], training: [Float]
  ) -> ActivationSheet.Layer {
    let shape = activation.shape
    let channels = channels(of: activation, input: input, training: training)
    var tiles = channels.map { channel in
      ActivationSheet.Tile(
        image: Image(channels: 1, height: channel.height, width: channel.width, pixels: channel.values),
        label: channel.label)
    }
    let isInColour = shape == imageShape && shape.channels == 3
    if isInColour {
      let image = Image(channels: 3, height: shape.height, width: shape.width, pixels: activation.values)
      tiles.insert(ActivationSheet.Tile(image: image, label: "RGB"), at: 0)
    }
    let contents = contents(of: activation, tiles: channels.count)
    return ActivationSheet.Layer(
      name: activation.name.heading, shape: shape.description, channelCount: shape.channels, tiles: tiles,
      contents: isInColour
        ? "in colour, then " + (contents ?? "\(channels.count) of 3 channels") : contents)
  }
}
