/// A fully connected layer as the formula says it: one row of gradients as scratch.
final class ReferenceLinearPlan<Scalar: NetScalar>: LayerPlan {
  let name = "reference"
  private let linear: LinearShape
  private let gradientRow: Buffer<Scalar>

  init(shape: LinearShape) {
    linear = shape
    gradientRow = Buffer(count: shape.rowLength)
  }

  var shape: any LayerShape { linear }
  var scratchBytes: Int { gradientRow.count * MemoryLayout<Scalar>.stride }

  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?,
    output: UnsafeMutablePointer<Scalar>
  ) {
    referenceLinear(linear, input: input, weights: weights, output: output)
    if let bias { referenceAddBias(linear.outputAxes, bias, to: output) }
  }

  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceLinearInputGradient(
      linear, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>, consumer: GradientConsumer<Scalar>
  ) {
    let row = gradientRow.count
    for o in 0..<linear.outputFeatures {
      referenceLinearWeightGradient(
        linear, output: o, input: input, outputGradient: outputGradient, weightGradient: gradientRow.pointer)
      referenceConsume(gradientRow.pointer, offset: o * row, count: row, with: consumer)
    }
  }
}

/// y[n, o] = Σ_i w[o, i] · x[n, i].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceLinear<Scalar: NetScalar>(
  _ s: LinearShape, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  output: UnsafeMutablePointer<Scalar>
) {
  for n in 0..<s.batch {
    let x = input + n * s.inputFeatures
    for o in 0..<s.outputFeatures {
      let w = weights + o * s.inputFeatures
      var sum = Scalar.zero
      for i in 0..<s.inputFeatures {
        sum += w[i] * x[i]
      }
      output[n * s.outputFeatures + o] = sum
    }
  }
}

/// dx[n, i] = Σ_o w[o, i] · dy[n, o].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceLinearInputGradient<Scalar: NetScalar>(
  _ s: LinearShape, outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
  inputGradient: UnsafeMutablePointer<Scalar>
) {
  inputGradient.update(repeating: 0, count: s.batch * s.inputFeatures)
  for n in 0..<s.batch {
    let dx = inputGradient + n * s.inputFeatures
    for o in 0..<s.outputFeatures {
      let w = weights + o * s.inputFeatures
      let dy = outputGradient[n * s.outputFeatures + o]
      for i in 0..<s.inputFeatures {
        dx[i] += w[i] * dy
      }
    }
  }
}

/// dw[i] = Σ_n dy[n, o] · x[n, i] for one output o.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceLinearWeightGradient<Scalar: NetScalar>(
  _ s: LinearShape, output o: Int, input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
  weightGradient: UnsafeMutablePointer<Scalar>
) {
  for i in 0..<s.inputFeatures {
    var sum = Scalar.zero
    for n in 0..<s.batch {
      sum += outputGradient[n * s.outputFeatures + o] * input[n * s.inputFeatures + i]
    }
    weightGradient[i] = sum
  }
}
