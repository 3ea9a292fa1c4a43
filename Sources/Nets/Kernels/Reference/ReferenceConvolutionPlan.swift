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
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?,
    output: UnsafeMutablePointer<Scalar>
  ) {
    referenceConvolution(convolution, input: input, weights: weights, output: output)
    if let bias { referenceAddBias(convolution.outputAxes, bias, to: output) }
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

  func biasGradient(outputGradient: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>) {
    referenceChannelSums(convolution.outputAxes, outputGradient, target)
  }
}

/// y[n, o, i, j] = Σ w[o, c, u, v] · x[n, c, s i + u − p, s j + v − q].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolution<Scalar: NetScalar>(
  _ s: ConvolutionShape, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  output: UnsafeMutablePointer<Scalar>
) {
  let (rows, columns, taps) = (s.rows, s.columns, s.kernelSize * s.kernelSize)
  let (pixels, outputs) = (s.height * s.width, s.outputHeight * s.outputWidth)
  for image in 0..<s.batch {
    for o in 0..<s.outputChannels {
      let y = output + (image * s.outputChannels + o) * outputs
      y.update(repeating: 0, count: outputs)
      for c in 0..<s.inputChannels {
        let x = input + (image * s.inputChannels + c) * pixels
        let w = weights + (o * s.inputChannels + c) * taps
        for u in 0..<s.kernelSize {
          for i in rows.outputs(seeing: u) {
            let row = rows.pixel(output: i, tap: u) * s.width
            for v in 0..<s.kernelSize {
              let weight = w[u * s.kernelSize + v]
              let shift = row + v - columns.paddingBefore
              for j in columns.outputs(seeing: v) {
                y[i * s.outputWidth + j] += weight * x[shift + j * s.stride]
              }
            }
          }
        }
      }
    }
  }
}

/// dx[n, c, s i + u − p, s j + v − q] += w[o, c, u, v] · dy[n, o, i, j]: the forward pass's loops, scattered.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolutionInputGradient<Scalar: NetScalar>(
  _ s: ConvolutionShape, outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  inputGradient: UnsafeMutablePointer<Scalar>
) {
  let (rows, columns, taps) = (s.rows, s.columns, s.kernelSize * s.kernelSize)
  let (pixels, outputs) = (s.height * s.width, s.outputHeight * s.outputWidth)
  inputGradient.update(repeating: 0, count: s.inputCount)
  for image in 0..<s.batch {
    for o in 0..<s.outputChannels {
      let dy = outputGradient + (image * s.outputChannels + o) * outputs
      for c in 0..<s.inputChannels {
        let dx = inputGradient + (image * s.inputChannels + c) * pixels
        let w = weights + (o * s.inputChannels + c) * taps
        for u in 0..<s.kernelSize {
          for i in rows.outputs(seeing: u) {
            let row = rows.pixel(output: i, tap: u) * s.width
            for v in 0..<s.kernelSize {
              let weight = w[u * s.kernelSize + v]
              let shift = row + v - columns.paddingBefore
              for j in columns.outputs(seeing: v) {
                dx[shift + j * s.stride] += weight * dy[i * s.outputWidth + j]
              }
            }
          }
        }
      }
    }
  }
}

/// dw[c, u, v] = Σ dy[n, o, i, j] · x[n, c, s i + u − p, s j + v − q] for one output channel o.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceConvolutionWeightGradient<Scalar: NetScalar>(
  _ s: ConvolutionShape, outputChannel o: Int, input: UnsafePointer<Scalar>,
  outputGradient: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>
) {
  let (rows, columns, taps) = (s.rows, s.columns, s.kernelSize * s.kernelSize)
  let (pixels, outputs) = (s.height * s.width, s.outputHeight * s.outputWidth)
  for c in 0..<s.inputChannels {
    for u in 0..<s.kernelSize {
      for v in 0..<s.kernelSize {
        var sum = Scalar.zero
        for image in 0..<s.batch {
          let x = input + (image * s.inputChannels + c) * pixels
          let dy = outputGradient + (image * s.outputChannels + o) * outputs
          for i in rows.outputs(seeing: u) {
            let shift = rows.pixel(output: i, tap: u) * s.width + v - columns.paddingBefore
            for j in columns.outputs(seeing: v) {
              sum += dy[i * s.outputWidth + j] * x[shift + j * s.stride]
            }
          }
        }
        weightGradient[c * taps + u * s.kernelSize + v] = sum
      }
    }
  }
}
