import CNetKernels

/// What is done to activations plane by plane and channel by channel, on every thread.
///
/// Sums over a channel are in float within an image and in double over the images.
extension FastKernels {
  /// A vector of windows at a time, unless they are too large or too far apart.
  public func maxPool(
    _ shape: PoolingShape, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    indices: UnsafeMutablePointer<Int32>
  ) {
    let columns = (kernels.lanes - 1) * shape.columns.stride + shape.columns.kernelSize
    if columns > CNK_POOL_COLUMNS { return referenceMaxPool(shape, input, output, indices) }
    var sizes = cnk_pooling(shape)
    kernels.channels.max_pool(&sizes, input, output, indices, team(of: shape.inputCount))
  }

  /// Plane by plane.
  public func maxPoolBackward(
    _ shape: PoolingShape, outputGradient: UnsafePointer<Float>, indices: UnsafePointer<Int32>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    var sizes = cnk_pooling(shape)
    kernels.channels.max_pool_backward(
      &sizes, outputGradient, indices, inputGradient, team(of: shape.inputCount))
  }

  /// Plane by plane.
  public func meanPool(
    _ shape: ChannelShape, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    kernels.channels.mean_pool(
      shape.batch * shape.channels, shape.positions, input, output, team(of: shape.count))
  }

  /// Plane by plane.
  public func meanPoolBackward(
    _ shape: ChannelShape, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.channels.mean_pool_backward(
      shape.batch * shape.channels, shape.positions, outputGradient, inputGradient, team(of: shape.count))
  }

  /// Channel by channel.
  public func normalizeBatch(
    _ shape: ChannelShape, input: UnsafePointer<Float>, by parameters: BatchNormalization<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    kernels.channels.normalize(
      cnk_channels(shape), true, input, cnk_batch_norm(parameters), output, team(of: shape.count))
  }

  /// Channel by channel.
  public func normalize(
    _ shape: ChannelShape, input: UnsafePointer<Float>, by parameters: BatchNormalization<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    kernels.channels.normalize(
      cnk_channels(shape), false, input, cnk_batch_norm(parameters), output, team(of: shape.count))
  }

  /// Channel by channel.
  public func normalizeBatchBackward(
    _ shape: ChannelShape, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    by parameters: BatchNormalization<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    scaleGradient: UnsafeMutablePointer<Float>?, shiftGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.channels.normalize_backward(
      cnk_channels(shape), input, outputGradient, cnk_batch_norm(parameters), inputGradient, scaleGradient,
      shiftGradient, team(of: shape.count))
  }

  /// Image by image for an exponent of 3/4, which takes two roots; of others, one number after the other.
  public func normalizeResponses(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Float>,
    bases: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    guard constants.beta == 0.75 else {
      return referenceNormalizeResponses(shape, constants, input, bases, output)
    }
    kernels.channels.normalize_responses(
      cnk_channels(shape), cnk_response_norm(constants), input, bases, output, responseScratch(shape),
      team(of: shape.count))
  }

  /// Image by image for an exponent of 3/4, which takes two roots; of others, one number after the other.
  public func normalizeResponsesBackward(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Float>,
    output: UnsafePointer<Float>, bases: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    guard constants.beta == 0.75 else {
      return referenceNormalizeResponsesBackward(
        shape, constants, input, output, bases, outputGradient, inputGradient)
    }
    kernels.channels.normalize_responses_backward(
      cnk_channels(shape), cnk_response_norm(constants), input, output, bases, outputGradient, inputGradient,
      responseScratch(shape), team(of: shape.count))
  }

  /// Vector by vector.
  public func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels.channels.multiply(count, a, b, c, team(of: count))
  }

  /// Vector by vector.
  public func add(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels.channels.add(count, a, b, c, team(of: count))
  }

  /// Block by block.
  public func copyBlocks(
    _ count: Int, length: Int, from source: UnsafePointer<Float>, stride sourceStride: Int,
    to target: UnsafeMutablePointer<Float>, stride targetStride: Int
  ) {
    kernels.channels.copy_blocks(
      count, length, source, sourceStride, target, targetStride, team(of: count * length))
  }

  /// The threads for a pass over so many numbers, which memory bounds.
  private func team(of count: Int) -> OpaquePointer? { workspace.team(for: 8 * count) }

  /// A vector a channel for each thread.
  private func responseScratch(_ shape: ChannelShape) -> cnk_scratch {
    let stride = kernels.lanes * shape.channels
    workspace.reserve(stride * workspace.threads)
    return workspace.scratch(stride: stride)
  }
}

extension cnk_pooling {
  fileprivate init(_ shape: PoolingShape) {
    let (rows, columns) = (shape.rows, shape.columns)
    self.init(
      planes: shape.planes, height: rows.extent, width: columns.extent, output_height: rows.outputs,
      output_width: columns.outputs, kernel_size: rows.kernelSize, stride: rows.stride,
      before_rows: rows.paddingBefore, before_columns: columns.paddingBefore)
  }
}

extension cnk_channels {
  fileprivate init(_ shape: ChannelShape) {
    self.init(batch: shape.batch, channels: shape.channels, positions: shape.positions)
  }
}

extension cnk_batch_norm {
  fileprivate init(_ parameters: BatchNormalization<Float>) {
    self.init(
      mean: parameters.mean, variance: parameters.variance, scale: parameters.scale,
      shift: parameters.shift, epsilon: parameters.epsilon, rectifies: parameters.rectifies)
  }
}

extension cnk_response_norm {
  fileprivate init(_ constants: ResponseNormalization) {
    self.init(
      size: constants.size, share: Float(constants.alpha / Double(constants.size)),
      bias: Float(constants.bias))
  }
}
