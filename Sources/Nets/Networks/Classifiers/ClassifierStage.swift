/// A piece of a classifier: its parameters and its layers are both made of a list of these.
enum ClassifierStage {
  /// A hidden convolution, what its architecture puts behind it, and an activation function.
  case convolution(name: String, channels: Int, kernelSize: Int, stride: Int)
  /// A hidden fully connected layer, likewise.
  case linear(name: String, features: Int, isNonNegative: Bool)
  /// The last layer, fully connected.
  case logits(name: String, classes: Int, isNonNegative: Bool)
  /// Maximum pooling 3 × 3 of stride 2.
  case maxPool(name: String)
  /// Local response normalisation.
  case responseNormalization(name: String)
  /// The mean of every channel.
  case meanPool(name: String)
  /// Dropout, unless the architecture has none.
  case dropout(name: String)
  /// Stages side by side, one in each branch.
  case branches(name: String, [ClassifierStage])

  /// Shape of one image of the output.
  func outputShape(of input: ImageShape) -> ImageShape {
    switch self {
    case .convolution(_, let channels, let kernelSize, let stride):
      ImageShape(
        channels: channels,
        height: WindowAxis(extent: input.height, kernelSize: kernelSize, stride: stride).outputs,
        width: WindowAxis(extent: input.width, kernelSize: kernelSize, stride: stride).outputs)
    case .linear(_, let features, _), .logits(_, let features, _):
      ImageShape(channels: features, height: 1, width: 1)
    case .maxPool:
      ImageShape(
        channels: input.channels, height: (input.height + 1) / 2, width: (input.width + 1) / 2)
    case .meanPool: ImageShape(channels: input.channels, height: 1, width: 1)
    case .responseNormalization, .dropout: input
    case .branches(_, let branches): joinedShape(branches.map { $0.outputShape(of: input) })
    }
  }

  private func joinedShape(_ shapes: [ImageShape]) -> ImageShape {
    ImageShape(
      channels: shapes.map(\.channels).reduce(0, +), height: shapes[0].height, width: shapes[0].width)
  }

  /// Adds its parameters behind those of the stages before it.
  func appendParameters(
    to layout: inout ParameterLayout, of architecture: ClassifierArchitecture, input: ImageShape
  ) {
    switch self {
    case .convolution(let name, let channels, let k, _):
      layout.append(name: name + ".weight", dimensions: [channels, input.channels, k, k])
      appendHiddenParameters(name, to: &layout, architecture.batchNormalization)
    case .linear(let name, let features, let isNonNegative):
      layout.append(
        name: name + ".weight", dimensions: [features, input.count], isNonNegative: isNonNegative)
      appendHiddenParameters(name, to: &layout, architecture.batchNormalization)
    case .logits(let name, let classes, let isNonNegative):
      layout.append(
        name: name + ".weight", dimensions: [classes, input.count], isNonNegative: isNonNegative)
      layout.append(name: name + ".bias", .bias)
    case .branches(_, let branches):
      for branch in branches { branch.appendParameters(to: &layout, of: architecture, input: input) }
    case .maxPool, .responseNormalization, .meanPool, .dropout: break
    }
  }

  private func appendHiddenParameters(
    _ name: String, to layout: inout ParameterLayout, _ kind: BatchNormalizationKind
  ) {
    if kind == .none {
      layout.append(name: name + ".bias", .bias)
      return
    }
    if kind == .full { layout.append(name: name + ".norm.weight", .scale) }
    layout.append(name: name + ".norm.bias", .shift)
    layout.append(name: name + ".norm.running_mean", .mean)
    layout.append(name: name + ".norm.running_var", .variance)
  }
}

extension ClassifierArchitecture {
  /// The pieces of the net, in order.
  var stages: [ClassifierStage] {
    switch family {
    case .mlp(let layers, let width):
      return fullyConnected(widths: Array(repeating: width, count: layers), isConvex: false)
    case .ioc(let layers, let width):
      return fullyConnected(widths: Array(repeating: width, count: layers), isConvex: true)
    case .cnn(let layers, let width):
      return convolutional(layers: layers, width: width, normalizes: false)
    case .alexnet:
      return convolutional(layers: 2, width: 64, normalizes: true)
    case .inception:
      return inception
    }
  }

  /// Hidden layers from the `first` one on, and the last layer; of a convex net, all weights but the first layer's are
  /// non-negative.
  private func fullyConnected(widths: [Int], first: Int = 0, isConvex: Bool) -> [ClassifierStage] {
    let hidden = widths.enumerated().flatMap { index, width in
      let name = "layers.\(first + index)"
      return [
        ClassifierStage.linear(name: name, features: width, isNonNegative: isConvex && index > 0),
        .dropout(name: name + ".dropout"),
      ]
    }
    return hidden
      + [.logits(name: "layers.\(first + widths.count)", classes: classes, isNonNegative: isConvex)]
  }

  /// Convolutions 5 × 5, each with pooling and perhaps response normalisation, then layers of 384 and 192 units.
  private func convolutional(layers: Int, width: Int, normalizes: Bool) -> [ClassifierStage] {
    let features = (0..<layers).flatMap { index in
      let name = "layers.\(index)"
      let pooled = [
        ClassifierStage.convolution(name: name, channels: width, kernelSize: 5, stride: 1),
        .maxPool(name: name + ".pool"),
      ]
      return normalizes ? pooled + [.responseNormalization(name: name + ".response")] : pooled
    }
    return features + fullyConnected(widths: [384, 192], first: layers, isConvex: false)
  }

  private var inception: [ClassifierStage] {
    func module(_ index: Int, _ ones: Int, _ threes: Int) -> ClassifierStage {
      .branches(
        name: "modules.\(index)",
        [
          .convolution(name: "modules.\(index).a", channels: ones, kernelSize: 1, stride: 1),
          .convolution(name: "modules.\(index).b", channels: threes, kernelSize: 3, stride: 1),
        ])
    }
    func downsample(_ index: Int, _ threes: Int) -> ClassifierStage {
      .branches(
        name: "modules.\(index)",
        [
          .convolution(name: "modules.\(index).a", channels: threes, kernelSize: 3, stride: 2),
          .maxPool(name: "modules.\(index).pool"),
        ])
    }
    return [
      .convolution(name: "modules.0", channels: 96, kernelSize: 3, stride: 1),
      module(1, 32, 32), module(2, 32, 48), downsample(3, 80),
      module(4, 112, 48), module(5, 96, 64), module(6, 80, 80), module(7, 48, 96), downsample(8, 96),
      module(9, 176, 160), module(10, 176, 160),
      .meanPool(name: "pool"), .dropout(name: "pool.dropout"),
      .logits(name: "classifier", classes: classes, isNonNegative: false),
    ]
  }
}
