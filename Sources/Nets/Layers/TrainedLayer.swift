/// A layer with parameters, which an update moves.
protocol TrainedLayer<Scalar>: AnyObject {
  associatedtype Scalar: NetScalar

  /// Starts training by an update from the parameters as they are, with nothing remembered.
  ///
  /// - Parameter inPlace: whether the parameters must stay where they are at every step, for they are also moved by hand.
  func prepareTraining(update: WeightUpdate, inPlace: Bool)

  /// Writes the parameters to their place, where training may hold them elsewhere.
  func settle()

  /// Σ g² over the parameters' gradients of the last backward pass that measured them.
  var gradientSquares: Double { get }

  /// Updates the parameters with `scale` times the gradients that the last backward pass held.
  func applyHeldGradient(_ update: WeightUpdate, scale: Double)

  /// Writes the gradients that the last backward pass held, each to where `place` says of its parameter.
  func writeHeldGradients(_ place: (UnsafeMutablePointer<Scalar>) -> UnsafeMutablePointer<Scalar>)

  /// Bytes of gradients held in buffers of their own.
  var gradientBytes: Int { get }

  /// Bytes of scratch beyond what the kernels' plans share.
  var ownScratchBytes: Int { get }

  /// The training's state, each name after the layer's.
  var state: [TrainingState<Scalar>] { get }

  /// To be called after parameters and `state` were overwritten with a checkpoint's.
  func stateWasRestored()
}
