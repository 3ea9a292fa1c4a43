/// A fully connected layer as the formula says it.
final class ReferenceLinearPlan<Scalar: NetScalar>: LinearPlan {
  let shape: LinearShape
  let name = "reference"
  let scratchBytes = 0

  init(shape: LinearShape) {
    self.shape = shape
  }

  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>
  ) {
    referenceLinear(shape, input: input, weights: weights, output: output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceLinearInputGradient(
      shape, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>
  ) {
    referenceLinearWeightGradient(
      shape, input: input, outputGradient: outputGradient, weightGradient: weightGradient)
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

/// dw[o, i] = Σ_n dy[n, o] · x[n, i].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceLinearWeightGradient<Scalar: NetScalar>(
  _ s: LinearShape, input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
  weightGradient: UnsafeMutablePointer<Scalar>
) {
  for o in 0..<s.outputFeatures {
    let dw = weightGradient + o * s.inputFeatures
    for i in 0..<s.inputFeatures {
      var sum = Scalar.zero
      for n in 0..<s.batch {
        sum += outputGradient[n * s.outputFeatures + o] * input[n * s.inputFeatures + i]
      }
      dw[i] = sum
    }
  }
}
