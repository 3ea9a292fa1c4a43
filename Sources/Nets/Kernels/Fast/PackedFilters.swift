import CNetKernels

/// How filters lie when the convolution kernel reads them: [block][input][tap][output in the block].
///
/// A block is a tile's output channels; blocks are as few and as equal as possible.
struct PackedFilters {
  let shape: ConvolutionShape
  let tileChannels: Int

  init(shape: ConvolutionShape, kernels: cnk_kernels) {
    self.shape = shape
    tileChannels = kernels.tile_channels
  }

  /// Output channels of every block but the last, which has the rest.
  func blockSize(outputs: Int) -> Int {
    let blocks = (outputs + tileChannels - 1) / tileChannels
    return (outputs + blocks - 1) / blocks
  }

  /// Packs the filters of the forward pass: outputs are Cout, inputs Cin.
  func pack(_ weights: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let taps = shape.kernelSize * shape.kernelSize
    pack(
      weights, to: target, outputs: shape.outputChannels, inputs: shape.inputChannels,
      outputStep: shape.inputChannels * taps, inputStep: taps, tapStep: 1)
  }

  /// Packs the filters of the adjoint, turned by 180° with inputs and outputs exchanged.
  func packAdjoint(_ weights: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let taps = shape.kernelSize * shape.kernelSize
    pack(
      weights + taps - 1, to: target, outputs: shape.inputChannels, inputs: shape.outputChannels,
      outputStep: taps, inputStep: shape.inputChannels * taps, tapStep: -1)
  }

  private func pack(
    _ weights: UnsafePointer<Float>, to start: UnsafeMutablePointer<Float>, outputs: Int, inputs: Int,
    outputStep: Int, inputStep: Int, tapStep: Int
  ) {
    let taps = shape.kernelSize * shape.kernelSize
    let block = blockSize(outputs: outputs)
    var target = start
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
