/// Layers one after another.
final class Sequential<Scalar: NetScalar>: Layer {
  let name: String
  private let layers: [any Layer<Scalar>]
  private let last: any Layer<Scalar>
  /// `gradients[i]` is the loss's gradient by the output of `layers[i]`; the last one's comes from outside.
  private let gradients: [Buffer<Scalar>]

  init(name: String, layers: [any Layer<Scalar>], forTraining: Bool) {
    guard let last = layers.last else {
      preconditionFailure("\(name) needs at least one layer")
    }
    self.name = name
    self.layers = layers
    self.last = last
    gradients = forTraining ? layers.dropLast().map { Buffer(count: $0.output.count) } : []
  }

  var outputShape: ImageShape { last.outputShape }
  var output: Buffer<Scalar> { last.output }
  /// The layers' own; batch normalisation and an activation function complete that of the layer before them.
  ///
  /// Where a ReLU is part of the normalisation, as in training, the values before it are not kept: they are the
  /// activated ones.
  var trace: [ActivationTrace<Scalar>] {
    layers.reduce(into: []) { traces, layer in
      if layer is ActivationLayer<Scalar>, let last = traces.popLast() {
        traces.append(last.followed(by: layer.output))
      } else if layer is BatchNormalizationLayer<Scalar>, let last = traces.popLast() {
        traces.append(ActivationTrace(name: last.name, shape: last.shape, values: layer.output))
      } else {
        traces += layer.trace
      }
    }
  }
  var trainedLayers: [any TrainedLayer<Scalar>] { layers.flatMap { $0.trainedLayers } }
  var activationBytes: Int {
    layers.map(\.activationBytes).reduce(0, +) + gradients.map(\.byteCount).reduce(0, +)
  }

  func layers(upTo name: String) -> [any Layer<Scalar>]? {
    for (index, layer) in layers.enumerated() {
      if let inner = layer.layers(upTo: name) { return layers[..<index] + inner }
    }
    return nil
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    var current = input
    for layer in layers {
      layer.forward(input: current, mode: mode)
      current = layer.output
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    precondition(gradients.count == layers.count - 1, "\(name) was made for inference only")
    for index in layers.indices.reversed() {
      layers[index].backward(
        input: index == 0 ? input : layers[index - 1].output,
        outputGradient: index == layers.count - 1 ? outputGradient : gradients[index],
        inputGradient: index == 0 ? inputGradient : gradients[index - 1],
        pass: pass)
    }
  }
}
