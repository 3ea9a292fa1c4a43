/// mean[c] = Σ x / M and variance[c] = Σ (x − mean)² / M over the M = N · P values of a channel, in Double.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMoments<Scalar: NetScalar>(
  _ s: ChannelShape, _ x: UnsafePointer<Scalar>, _ mean: UnsafeMutablePointer<Scalar>,
  _ variance: UnsafeMutablePointer<Scalar>
) {
  let count = Double(s.channelCount)
  for c in 0..<s.channels {
    var (sum, squares) = (0.0, 0.0)
    for n in 0..<s.batch {
      let row = x + (n * s.channels + c) * s.positions
      for p in 0..<s.positions { sum += Double(row[p]) }
    }
    for n in 0..<s.batch {
      let row = x + (n * s.channels + c) * s.positions
      for p in 0..<s.positions {
        let difference = Double(row[p]) - sum / count
        squares += difference * difference
      }
    }
    mean[c] = Scalar(sum / count)
    variance[c] = Scalar(squares / count)
  }
}

/// y = (x − mean) / √(variance + ε) · scale + shift, or 0 where that is below 0 and a ReLU follows.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceNormalize<Scalar: NetScalar>(
  _ s: ChannelShape, _ x: UnsafePointer<Scalar>, _ parameters: BatchNormalization<Scalar>,
  _ y: UnsafeMutablePointer<Scalar>
) {
  for n in 0..<s.batch {
    for c in 0..<s.channels {
      let first = (n * s.channels + c) * s.positions
      let factor = parameters.factor(c)
      let (mean, shift) = (parameters.mean[c], parameters.shift[c])
      for p in first..<first + s.positions {
        let z = (x[p] - mean) * factor + shift
        y[p] = parameters.rectifies && z < 0 ? 0 : z
      }
    }
  }
}

/// dx = dy · scale / √(variance + ε).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceScale<Scalar: NetScalar>(
  _ s: ChannelShape, _ dy: UnsafePointer<Scalar>, _ parameters: BatchNormalization<Scalar>,
  _ dx: UnsafeMutablePointer<Scalar>
) {
  for n in 0..<s.batch {
    for c in 0..<s.channels {
      let first = (n * s.channels + c) * s.positions
      let factor = parameters.factor(c)
      for p in first..<first + s.positions { dx[p] = dy[p] * factor }
    }
  }
}

/// With x̂ = (x − mean) r, r = 1/√(variance + ε), and dy passed back through the ReLU if one follows: dshift = Σ dy, dscale = Σ dy x̂, and
/// dx = scale · r · (dy − dshift/M − x̂ · dscale/M).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceNormalizeBackward<Scalar: NetScalar>(
  _ s: ChannelShape, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
  _ parameters: BatchNormalization<Scalar>, _ dx: UnsafeMutablePointer<Scalar>?,
  _ scaleGradient: UnsafeMutablePointer<Scalar>?, _ shiftGradient: UnsafeMutablePointer<Scalar>
) {
  let count = Double(s.channelCount)
  for c in 0..<s.channels {
    let (mean, reciprocal) = (Double(parameters.mean[c]), parameters.reciprocal(c))
    let (factor, shift) = (parameters.factor(c), parameters.shift[c])
    /// The gradient by what the normalisation itself has made.
    func gradient(_ p: Int) -> Scalar {
      let isCut = parameters.rectifies && (x[p] - parameters.mean[c]) * factor + shift <= 0
      return isCut ? dy[p] * 0 : dy[p]
    }
    var (sum, product) = (0.0, 0.0)
    for n in 0..<s.batch {
      let first = (n * s.channels + c) * s.positions
      for p in first..<first + s.positions {
        sum += Double(gradient(p))
        product += Double(gradient(p)) * (Double(x[p]) - mean) * reciprocal
      }
    }
    shiftGradient[c] = Scalar(sum)
    if let scaleGradient { scaleGradient[c] = Scalar(product) }
    guard let dx else { continue }
    let (offset, slope) = (Scalar(sum / count), Scalar(product / count * reciprocal))
    for n in 0..<s.batch {
      let first = (n * s.channels + c) * s.positions
      for p in first..<first + s.positions {
        dx[p] = factor * (gradient(p) - offset - (x[p] - parameters.mean[c]) * slope)
      }
    }
  }
}

/// b = k + α/n · Σ x² over the neighbouring channels, y = x · b⁻ᵝ.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceNormalizeResponses<Scalar: NetScalar>(
  _ s: ChannelShape, _ constants: ResponseNormalization, _ x: UnsafePointer<Scalar>,
  _ bases: UnsafeMutablePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>
) {
  let share = Scalar(constants.alpha / Double(constants.size))
  for n in 0..<s.batch {
    let image = n * s.channels * s.positions
    for c in 0..<s.channels {
      let neighbours = constants.neighbours(of: c, count: s.channels)
      for p in 0..<s.positions {
        var squares = Scalar.zero
        for other in neighbours {
          let value = x[image + other * s.positions + p]
          squares += value * value
        }
        let i = image + c * s.positions + p
        bases[i] = Scalar(constants.bias) + share * squares
        y[i] = x[i] * Scalar.power(bases[i], Scalar(-constants.beta))
      }
    }
  }
}

/// dx = dy · b⁻ᵝ − 2 α β/n · x · Σ dy y / b over the channels that were divided by this one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceNormalizeResponsesBackward<Scalar: NetScalar>(
  _ s: ChannelShape, _ constants: ResponseNormalization, _ x: UnsafePointer<Scalar>,
  _ y: UnsafePointer<Scalar>, _ bases: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
  _ dx: UnsafeMutablePointer<Scalar>
) {
  let share = Scalar(2 * constants.alpha * constants.beta / Double(constants.size))
  for n in 0..<s.batch {
    let image = n * s.channels * s.positions
    for c in 0..<s.channels {
      let dependents = constants.dependents(of: c, count: s.channels)
      for p in 0..<s.positions {
        var sum = Scalar.zero
        for other in dependents {
          let j = image + other * s.positions + p
          sum += dy[j] * y[j] / bases[j]
        }
        let i = image + c * s.positions + p
        dx[i] = dy[i] * Scalar.power(bases[i], Scalar(-constants.beta)) - share * x[i] * sum
      }
    }
  }
}
