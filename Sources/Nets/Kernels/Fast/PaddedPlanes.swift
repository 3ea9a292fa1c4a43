import CNetKernels

/// One image's channels, each surrounded by zeros so that no kernel has to ask where the image ends.
///
/// The zeros are written once; `fill` only ever writes the pixels.
final class PaddedPlanes {
  private let buffer: ScratchBuffer
  private let planes: cnk_planes

  /// Room for `channels` planes of the shape's image, with `paddingBefore` zero rows and columns in front of each.
  init(channels: Int, shape: ConvolutionShape, paddingBefore: Int, kernels: cnk_kernels) {
    let wholeVectors = (shape.width + kernels.lanes - 1) / kernels.lanes * kernels.lanes
    let pitch = wholeVectors + shape.kernelSize - 1
    let stride = pitch * (shape.height + shape.kernelSize - 1 + kernels.row_overhang)
    buffer = ScratchBuffer(count: channels * stride)
    planes = cnk_planes(
      first: buffer.start, channels: channels, height: shape.height, width: shape.width,
      kernel_size: shape.kernelSize, before: paddingBefore, pitch: pitch, stride: stride)
  }

  var byteCount: Int { buffer.byteCount }
  var channels: Int { planes.channels }

  /// The planes holding one image, [channel][row][column] in `pixels`.
  func filled(with pixels: UnsafePointer<Float>) -> cnk_planes {
    var source = pixels
    for channel in 0..<planes.channels {
      var target = buffer.start + channel * planes.stride + planes.before * (planes.pitch + 1)
      for _ in 0..<planes.height {
        target.update(from: source, count: planes.width)
        source += planes.width
        target += planes.pitch
      }
    }
    return planes
  }
}
