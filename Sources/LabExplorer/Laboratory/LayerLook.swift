/// What the layers of a net make of one input, before training, on the way and after it.
///
/// `Picture` is an image on its way into a page, and then a reference to one there.
package struct LayerLook<Picture> {
  /// The chosen channels of a layer at one time.
  package struct Channels {
    /// The pictures, any numbers but of input and output, which are pixels.
    package let images: [Picture]
    /// What each is: a channel's number.
    package let labels: [String]

    /// Gathers them.
    package init(images: [Picture], labels: [String]) {
      self.images = images
      self.labels = labels
    }
  }

  /// A layer at all times.
  package struct Layer {
    /// `input`, `layer 3`, `block 2` or `output`.
    package let title: String
    /// What makes it; nil of the input.
    package let kind: String?
    /// `128×28×28`.
    package let shape: String
    /// How many channels there are, shown or not.
    package let channelCount: Int
    /// Whether it is shown as pixels: the input, and the output of a net that gives images.
    package let isPicture: Bool
    /// One entry a time.
    package let states: [Channels]

    /// Gathers them.
    package init(
      title: String, kind: String?, shape: String, channelCount: Int, isPicture: Bool, states: [Channels]
    ) {
      self.title = title
      self.kind = kind
      self.shape = shape
      self.channelCount = channelCount
      self.isPicture = isPicture
      self.states = states
    }
  }

  /// What the input is.
  package let name: String
  /// The input as pixels.
  package let image: Picture
  /// The times, in the order of training.
  package let states: [LookState]
  /// The layers, the input first.
  package let layers: [Layer]

  /// Gathers them.
  package init(name: String, image: Picture, states: [LookState], layers: [Layer]) {
    self.name = name
    self.image = image
    self.states = states
    self.layers = layers
  }

  /// The same with other pictures.
  package func mapPictures<Other>(_ map: (Picture) -> Other) -> LayerLook<Other> {
    LayerLook<Other>(
      name: name, image: map(image), states: states,
      layers: layers.map { layer in
        LayerLook<Other>.Layer(
          title: layer.title, kind: layer.kind, shape: layer.shape, channelCount: layer.channelCount,
          isPicture: layer.isPicture,
          states: layer.states.map {
            LayerLook<Other>.Channels(images: $0.images.map(map), labels: $0.labels)
          })
      })
  }
}

extension LayerLook: Encodable where Picture: Encodable {}
extension LayerLook.Layer: Encodable where Picture: Encodable {}
extension LayerLook.Channels: Encodable where Picture: Encodable {}
