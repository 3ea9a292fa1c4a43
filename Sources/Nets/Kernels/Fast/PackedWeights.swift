import CNetKernels

/// Filters in the order in which the convolution kernel reads them: [block][input][tap][output in the block].
///
/// A block is a tile's output channels; blocks are as few and as equal as possible.
final class PackedWeights {
  private let shape: ConvolutionShape
  private let buffer: ScratchBuffer
  private let tileChannels: Int

  init(shape: ConvolutionShape, kernels: cnk_kernels) {
    self.shape = shape
    buffer = ScratchBuffer(count: shape.weightCount)
    tileChannels = kernels.tile_channels
  }

  var byteCount: Int { buffer.byteCount }
  var start: UnsafePointer<Float> { UnsafePointer(buffer.start) }

  /// Output channels of every block but the last, which has the rest.
  func blockSize(outputs: Int) -> Int {
    let blocks = (outputs + tileChannels - 1) / tileChannels
    return (outputs + blocks - 1) / blocks
  }

  /// Packs the filters of the forward pass: outputs are Cout, inputs Cin.
  func pack(_ weights: UnsafePointer<Float>) {
    let taps = shape.kernelSize * shape.kernelSize
    pack(
      weights, outputs: shape.outputChannels, inputs: shape.inputChannels,
      outputStep: shape.inputChannels * taps, inputStep: taps, tapStep: 1)
  }

  /// Packs the filters of the adjoint, turned by 180° with inputs and outputs exchanged.
  func packAdjoint(_ weights: UnsafePointer<Float>) {
    let taps = shape.kernelSize * shape.kernelSize
    pack(
      weights + taps - 1, outputs: shape.inputChannels, inputs: shape.outputChannels,
      outputStep: taps, inputStep: shape.inputChannels * taps, tapStep: -1)
  }

  private func pack(
    _ weights: UnsafePointer<Float>, outputs: Int, inputs: Int, outputStep: Int, inputStep: Int, tapStep: Int
  ) {
    let taps = shape.kernelSize * shape.kernelSize
    let block = blockSize(outputs: outputs)
    var target = buffer.start
    for first in stride(from: 0, to: outputs, by: block) {
      let count = min(block, outputs - first)
      for input in 0..<inputs {
        var source = weights + first * outputStep + input * inputStep
        for _ in 0..<taps {
          for output in 0..<count {
            target[output] = source[output * outputStep]
          }
          target += count
          source += tapStep
        }
      }
    }
  }
}
