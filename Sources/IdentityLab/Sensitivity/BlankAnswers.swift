import LabImages
import Nets

/// What every layer of a convolutional net makes of an image of one grey level, with a border and without.
struct BlankAnswers {
  private let bounded: Network<Float>
  private let plane: Network<Float>

  /// Makes the two nets; on a plane of one value a convolution is the sum of its taps, a filter of one.
  init(
    _ configuration: ReconstructionConfiguration, parameters: ParameterBuffer<Float>, kernels: FastKernels
  ) {
    let architecture = configuration.network
    let onPlane: Architecture =
      if case .resnetConv(let depth, let width, _) = architecture {
        .resnetConv(depth: depth, width: width, kernelSize: 1)
      } else {
        .cnn(depth: architecture.depth, width: architecture.width, kernelSize: 1)
      }
    let point = ImageShape(channels: configuration.imageShape.channels, height: 1, width: 1)
    let sums = ParameterBuffer<Float>(layout: onPlane.parameterLayout(imageShape: point))
    for (entry, sum) in zip(parameters.layout.entries, sums.layout.entries) {
      let (weights, taps) = (parameters.array(of: entry), entry.dimensions[2] * entry.dimensions[3])
      let values = stride(from: 0, to: weights.count, by: taps).map { first in
        Float(weights[first..<first + taps].reduce(0.0) { $0 + Double($1) })
      }
      sums.copy(values, to: sum)
    }
    func network(
      _ architecture: Architecture, _ shape: ImageShape, _ parameters: ParameterBuffer<Float>
    )
      -> Network<Float>
    {
      Network(
        architecture: architecture, activation: configuration.networkActivation, imageShape: shape,
        parameters: parameters, kernels: kernels, forTraining: false)
    }
    bounded = network(architecture, configuration.imageShape, parameters)
    plane = network(onPlane, point, sums)
  }

  /// The profile of every layer and block, before its activation function, in the order of the net's trace.
  ///
  /// - Parameter values: the standardised blank, one value a channel.
  func profiles(of values: [Float]) -> [BorderProfile] {
    let shape = bounded.imageShape
    bounded.input.copy(from: values.flatMap { repeatElement($0, count: shape.pixels) })
    bounded.forward()
    plane.input.copy(from: values)
    plane.forward()
    return zip(bounded.trace, plane.trace).map { layer, interior in
      BorderProfile(
        values: layer.values.array, interior: interior.values.array, height: shape.height,
        width: shape.width)
    }
  }
}
