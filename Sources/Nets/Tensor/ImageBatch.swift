/// A batch of images or activations of one shape: values of axes [N, C, H, W], row-major.
public struct ImageBatch: Equatable, Sendable {
  /// Shape of each image, C × H × W.
  public let shape: ImageShape
  /// N · C · H · W values.
  public var values: [Float]

  /// Makes a batch of the given values; their count must be a multiple of the shape's.
  public init(shape: ImageShape, values: [Float]) {
    precondition(values.count % shape.count == 0, "\(values.count) values do not make images of \(shape)")
    self.shape = shape
    self.values = values
  }

  /// Makes a batch out of single images, each with the shape's count of values.
  public init(shape: ImageShape, images: [[Float]]) {
    self.init(shape: shape, values: Array(images.joined()))
  }

  /// Number of images, N.
  public var count: Int { values.count / shape.count }

  /// The values of image `index`.
  public subscript(index: Int) -> ArraySlice<Float> {
    values[index * shape.count..<(index + 1) * shape.count]
  }
}
