/// Where the images of each training step come from, for training that does not see all of them at once.
public protocol BatchSource<Scalar>: AnyObject {
  /// The number type of the images' values.
  associatedtype Scalar: NetScalar

  /// Images in every batch, N.
  var batchSize: Int { get }

  /// Overwrites `inputs` with the batch, [N, C, H, W], that is seen after `completedSteps` updates, and `labels`, unless
  /// nil, with its N labels.
  ///
  /// The batch must depend on nothing else, in particular not on the batches asked for before: that is what lets a
  /// run be resumed at any step with the bits of one that was never interrupted.
  func write(
    afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Scalar>,
    labels: UnsafeMutablePointer<Int32>?)
}

extension BatchSource {
  /// Overwrites `inputs` with a batch whose labels nobody asks for.
  public func write(afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Scalar>) {
    write(afterSteps: completedSteps, to: inputs, labels: nil)
  }
}
