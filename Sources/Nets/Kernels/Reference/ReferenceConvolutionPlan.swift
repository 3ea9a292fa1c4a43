/// A convolution as the formula says it: no reordering, one row of gradients as scratch.
final class ReferenceConvolutionPlan<Scalar: NetScalar>: LayerPlan {
  let name = "reference"
  private let convolution: ConvolutionShape
  private let gradientRow: Buffer<Scalar>

  init(shape: ConvolutionShape) {
    convolution = shape
    gradientRow = Buffer(count: shape.rowLength)
  }

  var shape: any LayerShape { convolution }
  var scratchBytes: Int { gradientRow.count * MemoryLayout<Scalar>.stride }

  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>
  ) {
    referenceConvolution(convolution, input: input, weights: weights, output: output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceConvolutionInputGradient(
      convolution, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>, consumer: GradientConsumer<Scalar>
  ) {
    let row = gradientRow.count
    for o in 0..<convolution.outputChannels {
      referenceConvolutionWeightGradient(
        convolution, outputChannel: o, input: input, outputGradient: outputGradient,
        weightGradient: gradientRow.pointer)
      referenceConsume(gradientRow.pointer, offset: o * row, count: row, with: consumer)
    }
  }
}

extension ConvolutionShape {
  /// Output positions i for which i + tap − paddingBefore lies inside an axis of the given extent.
  func validOutputs(tap: Int, extent: Int) -> Range<Int> {
    let shift = tap - paddingBefore
    let lower = max(0, -shift)
    return lower..<max(lower, min(extent, extent - shift))
  }
}

/// y[n, o, i, j] = Σ w[o, c, u, v] · x[n, c, i + u − p, j + v − p].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolution<Scalar: NetScalar>(
  _ s: ConvolutionShape, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  output: UnsafeMutablePointer<Scalar>
) {
  let (pixels, taps) = (s.height * s.width, s.kernelSize * s.kernelSize)
  for image in 0..<s.batch {
    for o in 0..<s.outputChannels {
      let y = output + (image * s.outputChannels + o) * pixels
      y.update(repeating: 0, count: pixels)
      for c in 0..<s.inputChannels {
        let x = input + (image * s.inputChannels + c) * pixels
        let w = weights + (o * s.inputChannels + c) * taps
        for u in 0..<s.kernelSize {
          for i in s.validOutputs(tap: u, extent: s.height) {
            let row = (i + u - s.paddingBefore) * s.width
            for v in 0..<s.kernelSize {
              let weight = w[u * s.kernelSize + v]
              let shift = row + v - s.paddingBefore
              for j in s.validOutputs(tap: v, extent: s.width) {
                y[i * s.width + j] += weight * x[shift + j]
              }
            }
          }
        }
      }
    }
  }
}

/// dx[n, c, i + u − p, j + v − p] += w[o, c, u, v] · dy[n, o, i, j]: the forward pass's loops, scattered.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolutionInputGradient<Scalar: NetScalar>(
  _ s: ConvolutionShape, outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  inputGradient: UnsafeMutablePointer<Scalar>
) {
  let (pixels, taps) = (s.height * s.width, s.kernelSize * s.kernelSize)
  inputGradient.update(repeating: 0, count: s.inputCount)
  for image in 0..<s.batch {
    for o in 0..<s.outputChannels {
      let dy = outputGradient + (image * s.outputChannels + o) * pixels
      for c in 0..<s.inputChannels {
        let dx = inputGradient + (image * s.inputChannels + c) * pixels
        let w = weights + (o * s.inputChannels + c) * taps
        for u in 0..<s.kernelSize {
          for i in s.validOutputs(tap: u, extent: s.height) {
            let row = (i + u - s.paddingBefore) * s.width
            for v in 0..<s.kernelSize {
              let weight = w[u * s.kernelSize + v]
              let shift = row + v - s.paddingBefore
              for j in s.validOutputs(tap: v, extent: s.width) {
                dx[shift + j] += weight * dy[i * s.width + j]
              }
            }
          }
        }
      }
    }
  }
}

/// dw[c, u, v] = Σ dy[n, o, i, j] · x[n, c, i + u − p, j + v − p] for one output channel o.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolutionWeightGradient<Scalar: NetScalar>(
  _ s: ConvolutionShape, outputChannel o: Int, input: UnsafePointer<Scalar>,
  outputGradient: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>
) {
  let (pixels, taps) = (s.height * s.width, s.kernelSize * s.kernelSize)
  for c in 0..<s.inputChannels {
    for u in 0..<s.kernelSize {
      for v in 0..<s.kernelSize {
        var sum = Scalar.zero
        for image in 0..<s.batch {
          let x = input + (image * s.inputChannels + c) * pixels
          let dy = outputGradient + (image * s.outputChannels + o) * pixels
          for i in s.validOutputs(tap: u, extent: s.height) {
            let shift = (i + u - s.paddingBefore) * s.width + v - s.paddingBefore
            for j in s.validOutputs(tap: v, extent: s.width) {
              sum += dy[i * s.width + j] * x[shift + j]
            }
          }
        }
        weightGradient[c * taps + u * s.kernelSize + v] = sum
      }
    }
  }
}
