import CNetKernels

/// A batch of images' channels, each surrounded by zeros so that no kernel has to ask where the image ends.
///
/// The zeros are written once; `filled` only ever writes the pixels.
final class PaddedPlanes {
  /// Everything that the places of pixels and zeros depend on, and what the planes are for: those of a layer's
  /// input and of its output gradient are needed at the same time.
  struct Geometry: Hashable {
    enum Role { case input, outputGradient }

    let role: Role
    let images: Int
    let channels: Int
    let height: Int
    let width: Int
    let kernelSize: Int
    /// Zeros in front of each first row and column.
    let paddingBefore: Int
    let pitch: Int
    let stride: Int

    init(_ role: Role, of shape: ConvolutionShape, kernels: cnk_kernels) {
      self.role = role
      images = shape.batch
      channels = role == .input ? shape.inputChannels : shape.outputChannels
      (height, width, kernelSize) = (shape.height, shape.width, shape.kernelSize)
      // The adjoint of a convolution is one with the padding the other way round.
      paddingBefore = role == .input ? shape.paddingBefore : shape.paddingAfter
      let wholeVectors = (shape.width + kernels.lanes - 1) / kernels.lanes * kernels.lanes
      pitch = wholeVectors + shape.kernelSize - 1
      stride = pitch * (shape.height + shape.kernelSize - 1 + kernels.row_overhang)
    }
  }

  private let buffer: ScratchBuffer
  private let planes: cnk_planes

  init(_ geometry: Geometry) {
    buffer = ScratchBuffer(count: geometry.images * geometry.channels * geometry.stride)
    planes = cnk_planes(
      first: buffer.start, images: geometry.images, channels: geometry.channels, height: geometry.height,
      width: geometry.width, kernel_size: geometry.kernelSize, before: geometry.paddingBefore,
      pitch: geometry.pitch, stride: geometry.stride)
  }

  var byteCount: Int { buffer.byteCount }

  /// The planes holding a batch, [image][channel][row][column] in `pixels`.
  func filled(with pixels: UnsafePointer<Float>) -> cnk_planes {
    var source = pixels
    for plane in 0..<planes.images * planes.channels {
      var target = buffer.start + plane * planes.stride + planes.before * (planes.pitch + 1)
      for _ in 0..<planes.height {
        target.update(from: source, count: planes.width)
        source += planes.width
        target += planes.pitch
      }
    }
    return planes
  }
}
