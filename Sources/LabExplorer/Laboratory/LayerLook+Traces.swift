import LabFigures
import LabImages

extension LayerLook<Image> {
  /// Chooses and names the channels of a net's layers for one input.
  ///
  /// - Parameters:
  ///   - traces: what the net makes of the input at every time, the trained one last.
  ///   - channels: how many of each layer, those of largest mean magnitude in the trained net; nil for all.
  ///   - picture: an activation as pixels; nil of one that is none.
  package init(
    name: String, image: Image, traces: [(state: LookState, trace: LayerTrace)], channels: Int?,
    picture: (LayerActivation) -> Image?
  ) {
    let activations = traces.map(\.trace.activations)
    let trained = activations.last ?? []
    self.init(
      name: name, image: image, states: traces.map(\.state),
      layers: trained.indices.map { layer in
        let last = trained[layer]
        let chosen = Self.chosen(of: last, count: channels)
        return Layer(
          title: last.name.title, kind: last.name.kind, shape: last.shape.description,
          channelCount: last.shape.channels, isPicture: picture(last) != nil,
          states: activations.map { Self.channels(of: $0[layer], chosen, picture) })
      })
  }

  /// The channels that are shown of a layer: those of largest mean magnitude.
  private static func chosen(of activation: LayerActivation, count: Int?) -> [Int] {
    let shape = activation.shape
    guard let count, count < shape.channels else { return Array(0..<shape.channels) }
    let sizes = (0..<shape.channels).map { channel in
      activation.values[channel * shape.pixels..<(channel + 1) * shape.pixels]
        .reduce(0.0) { $0 + abs(Double($1)) }
    }
    return ChannelSelection.largest(sizes, count: count)
  }

  private static func channels(
    of activation: LayerActivation, _ chosen: [Int], _ picture: (LayerActivation) -> Image?
  ) -> Channels {
    if let image = picture(activation) { return Channels(images: [image], labels: [""]) }
    // A vector of features is one picture, its values in rows.
    let all = ChannelSelection.all.channels(of: activation, input: [], training: [])
    let shown = activation.shape.pixels == 1 ? all : chosen.map { all[$0] }
    return Channels(
      images: shown.map { Image(channels: 1, height: $0.height, width: $0.width, pixels: $0.values) },
      labels: shown.map(\.label))
  }
}
