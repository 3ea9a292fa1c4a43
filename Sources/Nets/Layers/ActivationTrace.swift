/// One layer's output before and after its activation function in the last forward pass, N · C · H · W values each.
///
/// The next forward pass overwrites the same buffers.
public struct ActivationTrace<Scalar: NetScalar> {
  /// Name of the weight layer or block.
  public let name: String
  /// Shape of one image's activation.
  public let shape: ImageShape
  /// The values before the activation function.
  public let values: Buffer<Scalar>
  /// What the next layer is given: ``values`` themselves where no activation function follows.
  public let activated: Buffer<Scalar>

  /// A layer that no activation function follows, or not yet.
  init(name: String, shape: ImageShape, values: Buffer<Scalar>, activated: Buffer<Scalar>? = nil) {
    self.name = name
    self.shape = shape
    self.values = values
    self.activated = activated ?? values
  }

  /// The same layer with an activation function's output after it.
  func followed(by activated: Buffer<Scalar>) -> ActivationTrace {
    ActivationTrace(name: name, shape: shape, values: values, activated: activated)
  }
}
