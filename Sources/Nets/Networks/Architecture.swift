/// The networks that give images back, none with biases; `depth` counts weight layers.
public enum Architecture: Equatable, Sendable {
  /// Fully connected: `depth` weight matrices, hidden layers of `width` units, an activation between them, none last.
  case fcn(depth: Int, width: Int)
  /// Convolutional: `depth` convolutions k × k of `width` hidden channels, an activation between them, none last.
  case cnn(depth: Int, width: Int, kernelSize: Int)
  /// Fully connected with skips: depth/2 blocks x + a(W₂ a(W₁ x)) in image space, hidden width `width`.
  case resnet(depth: Int, width: Int)
  /// Convolutional with skips: first convolution, activation, (depth − 2)/2 blocks h + conv₂(a(conv₁ h)) in `width`
  /// channels, last convolution.
  case resnetConv(depth: Int, width: Int, kernelSize: Int)

  /// Number of weight layers.
  public var depth: Int {
    switch self {
    case .fcn(let depth, _), .cnn(let depth, _, _), .resnet(let depth, _), .resnetConv(let depth, _, _): depth
    }
  }

  /// Hidden units or channels.
  public var width: Int {
    switch self {
    case .fcn(_, let width), .cnn(_, let width, _), .resnet(_, let width), .resnetConv(_, let width, _): width
    }
  }

  /// Filter height and width; nil where there are no filters.
  public var kernelSize: Int? {
    switch self {
    case .fcn, .resnet: nil
    case .cnn(_, _, let kernelSize), .resnetConv(_, _, let kernelSize): kernelSize
    }
  }

  /// Whether the net runs on any image size, not only the one it was trained on.
  public var isConvolutional: Bool { kernelSize != nil }

  /// A size with which no net can be built.
  public struct Problem: Equatable, Sendable {
    /// The property at fault: `depth`, `width` or `kernelSize`.
    public let property: String
    /// Its value.
    public let value: Int
    /// What it must be.
    public let requirement: String
  }

  /// Why no such net can be built; nil where it can.
  public var problem: Problem? {
    if width < 1 { return Problem(property: "width", value: width, requirement: "at least 1") }
    if let kernelSize, kernelSize < 1 {
      return Problem(property: "kernelSize", value: kernelSize, requirement: "at least 1")
    }
    switch self {
    case .fcn, .cnn:
      return depth < 1 ? Problem(property: "depth", value: depth, requirement: "at least 1") : nil
    case .resnet:
      let requirement = "an even number of at least 2 for a resnet: two weight layers a block"
      return depth < 2 || depth % 2 == 1
        ? Problem(property: "depth", value: depth, requirement: requirement) : nil
    case .resnetConv:
      let requirement =
        "an even number of at least 2 for a resnet-conv: a first and a last convolution, and two a block"
      return depth < 2 || depth % 2 == 1
        ? Problem(property: "depth", value: depth, requirement: requirement) : nil
    }
  }

  /// The weight tensors for images of a shape, in layer order.
  ///
  /// Names are PyTorch's: `layers.0.weight`; `blocks.1.fc1.weight`; `first.weight`, `blocks.0.conv1.weight`, `last.weight`.
  public func parameterLayout(imageShape: ImageShape) -> ParameterLayout {
    precondition(problem == nil, "\(self) cannot be built")
    var layout = ParameterLayout()
    let (pixels, channels) = (imageShape.count, imageShape.channels)
    switch self {
    case .fcn(let depth, let width):
      for i in 0..<depth {
        layout.append(
          name: "layers.\(i).weight",
          dimensions: [i == depth - 1 ? pixels : width, i == 0 ? pixels : width])
      }
    case .cnn(let depth, let width, let k):
      for i in 0..<depth {
        layout.append(
          name: "layers.\(i).weight",
          dimensions: [i == depth - 1 ? channels : width, i == 0 ? channels : width, k, k])
      }
    case .resnet(let depth, let width):
      for i in 0..<depth / 2 {
        layout.append(name: "blocks.\(i).fc1.weight", dimensions: [width, pixels])
        layout.append(name: "blocks.\(i).fc2.weight", dimensions: [pixels, width])
      }
    case .resnetConv(let depth, let width, let k):
      layout.append(name: "first.weight", dimensions: [width, channels, k, k])
      for i in 0..<(depth - 2) / 2 {
        layout.append(name: "blocks.\(i).conv1.weight", dimensions: [width, width, k, k])
        layout.append(name: "blocks.\(i).conv2.weight", dimensions: [width, width, k, k])
      }
      layout.append(name: "last.weight", dimensions: [channels, width, k, k])
    }
    return layout
  }
}
