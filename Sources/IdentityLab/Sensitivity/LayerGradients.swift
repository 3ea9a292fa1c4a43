import LabFigures
import Nets

/// The gradients of a net's central units by its input, layer by layer.
struct LayerGradients {
  private let configuration: ReconstructionConfiguration
  private let parameters: ParameterBuffer<Float>
  private let kernels: FastKernels
  private let unitLimit: Int

  /// Says of which net, and of how many units a layer at most.
  init(
    _ configuration: ReconstructionConfiguration, parameters: ParameterBuffer<Float>, kernels: FastKernels,
    unitLimit: Int
  ) {
    self.configuration = configuration
    self.parameters = parameters
    self.kernels = kernels
    self.unitLimit = unitLimit
  }

  /// How far the units of a layer or block reach, before its activation function, over some inputs.
  func reach(of layer: LayerName, inputs: ImageBatch) -> GradientReach {
    let shape = configuration.imageShape
    let bytes = 2 * CostEstimate.activationBytes(of: configuration.network, imageShape: shape)
    let network = Network(
      architecture: configuration.network, activation: configuration.networkActivation, imageShape: shape,
      batchSize: max(1, min(unitLimit, Int(Predictor.activationLimit / bytes))), parameters: parameters,
      kernels: kernels, forTraining: true, upTo: layer.module, computeInputGradient: true)
    let units = units(of: network.outputShape)
    var absolute = [Double](repeating: 0, count: shape.pixels)
    var squares = absolute
    for index in 0..<inputs.count {
      let rows = InputJacobian(network, at: Array(inputs[index])).rows(of: units)
      for (place, gradient) in rows.enumerated() {
        let pixel = place % shape.count % shape.pixels
        absolute[pixel] += Double(abs(gradient))
        squares[pixel] += Double(gradient) * Double(gradient)
      }
    }
    let count = Double(inputs.count * units.count)
    return GradientReach(
      absolute: absolute.map { $0 / count }, squares: squares.map { $0 / count }, height: shape.height,
      width: shape.width)
  }

  /// Of a layer of images the units of the central pixel, of any other all; evenly chosen where they are too many.
  private func units(of shape: ImageShape) -> [Int] {
    let image = configuration.imageShape
    let isImage = (shape.height, shape.width) == (image.height, image.width)
    let central =
      isImage
      ? (0..<shape.channels).map { ($0 * shape.height + shape.height / 2) * shape.width + shape.width / 2 }
      : Array(0..<shape.count)
    let taken = min(unitLimit, central.count)
    return (0..<taken).map { central[$0 * central.count / taken] }
  }
}
