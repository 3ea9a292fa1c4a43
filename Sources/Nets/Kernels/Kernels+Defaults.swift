extension Kernels {
  /// None.
  public func makeLinearTraining(
    _ shape: LinearShape, weights: UnsafeMutablePointer<Scalar>, update: WeightUpdate, input: LinearInput
  ) -> (any WeightTraining<Scalar>)? {
    nil
  }

  /// Window by window.
  public func maxPool(
    _ shape: PoolingShape, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    indices: UnsafeMutablePointer<Int32>
  ) {
    referenceMaxPool(shape, input, output, indices)
  }

  /// Window by window.
  public func maxPoolBackward(
    _ shape: PoolingShape, outputGradient: UnsafePointer<Scalar>, indices: UnsafePointer<Int32>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceMaxPoolBackward(shape, outputGradient, indices, inputGradient)
  }

  /// Plain sums, in Double.
  public func meanPool(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>
  ) {
    referenceMeanPool(shape, input, output)
  }

  /// One number after the other.
  public func meanPoolBackward(
    _ shape: ChannelShape, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceMeanPoolBackward(shape, outputGradient, inputGradient)
  }

  /// Channel by channel, sums in Double.
  public func normalizeBatch(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    referenceMoments(shape, input, parameters.mean, parameters.variance)
    referenceNormalize(shape, input, parameters, output)
  }

  /// Channel by channel.
  public func normalize(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    referenceNormalize(shape, input, parameters, output)
  }

  /// Channel by channel, sums in Double.
  public func normalizeBatchBackward(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    by parameters: BatchNormalization<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>?,
    scaleGradient: UnsafeMutablePointer<Scalar>?, shiftGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceNormalizeBackward(
      shape, input, outputGradient, parameters, inputGradient, scaleGradient, shiftGradient)
  }

  /// Channel by channel.
  public func normalizeBackward(
    _ shape: ChannelShape, outputGradient: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceScale(shape, outputGradient, parameters, inputGradient)
  }

  /// One number after the other.
  public func normalizeResponses(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Scalar>,
    bases: UnsafeMutablePointer<Scalar>, output: UnsafeMutablePointer<Scalar>
  ) {
    referenceNormalizeResponses(shape, constants, input, bases, output)
  }

  /// One number after the other.
  public func normalizeResponsesBackward(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Scalar>,
    output: UnsafePointer<Scalar>, bases: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceNormalizeResponsesBackward(
      shape, constants, input, output, bases, outputGradient, inputGradient)
  }

  /// Block by block of the generator.
  public func makeDropoutMask(
    _ mask: UnsafeMutablePointer<Scalar>, count: Int, rate: Double, key: RandomKey
  ) {
    referenceDropoutMask(mask, count, UInt32(rate * 0x1p32), Scalar(1 / (1 - rate)), key)
  }

  /// One number after the other.
  public func multiply(
    _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    referenceMultiply(a, b, c, count)
  }

  /// One number after the other.
  public func add(
    _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    referenceAdd(a, b, c, count)
  }

  /// One number after the other.
  public func makeNonNegative(_ weights: UnsafeMutablePointer<Scalar>, count: Int) {
    referenceMakeNonNegative(weights, count)
  }

  /// Block by block.
  public func copyBlocks(
    _ count: Int, length: Int, from source: UnsafePointer<Scalar>, stride sourceStride: Int,
    to target: UnsafeMutablePointer<Scalar>, stride targetStride: Int
  ) {
    for block in 0..<count {
      (target + block * targetStride).update(from: source + block * sourceStride, count: length)
    }
  }
}
