import LabBase
import Nets

extension TangentKernel {
  /// The kernel of the net of a configuration, were it infinitely wide.
  ///
  /// - Throws: `LabError.badConfiguration` for nets that it is not of: others than convolutional ones with ReLU, those
  ///   that learn several images, and those whose first weights are a file's or all zero.
  init(_ configuration: ReconstructionConfiguration) throws(LabError) {
    guard configuration.architecture == .cnn, let kernelSize = configuration.kernelSize else {
      throw .badConfiguration(
        key: "architecture", found: configuration.architecture.rawValue,
        expected: "cnn: the tangent kernel here is that of convolutional nets")
    }
    if let activation = configuration.activation, activation != .relu {
      throw .badConfiguration(
        key: "activation", found: activation.rawValue,
        expected: "relu: the tangent kernel here is that of nets with it")
    }
    guard configuration.batchSize == nil else {
      throw .badConfiguration(
        key: "image", found: "several training images",
        expected: "one: the tangent kernel here is that of nets that learn a single image")
    }
    guard let initializer = configuration.initializer, let gain = configuration.initializerGain else {
      throw .badConfiguration(
        key: "startWeights", found: "weights of a file",
        expected: "an initialiser: the tangent kernel here is the mean over the weights that it draws")
    }
    guard gain != 0 else {
      throw .badConfiguration(
        key: "initializerGain", found: "0", expected: "another gain: a net of zeros has no tangent kernel")
    }
    self.init(
      imageShape: configuration.imageShape, kernelSize: kernelSize, width: configuration.width ?? 1,
      initializer: initializer, gain: gain)
  }
}
