/// y[n, c, p] += b[c].
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceAddBias<Scalar: NetScalar>(
  _ s: ChannelShape, _ bias: UnsafePointer<Scalar>, to output: UnsafeMutablePointer<Scalar>
) {
  for n in 0..<s.batch {
    for c in 0..<s.channels {
      let y = output + (n * s.channels + c) * s.positions
      for p in 0..<s.positions { y[p] += bias[c] }
    }
  }
}

/// sums[c] = Σ_{n, p} x[n, c, p], in Double.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceChannelSums<Scalar: NetScalar>(
  _ s: ChannelShape, _ x: UnsafePointer<Scalar>, _ sums: UnsafeMutablePointer<Scalar>
) {
  for c in 0..<s.channels {
    var sum = 0.0
    for n in 0..<s.batch {
      let row = x + (n * s.channels + c) * s.positions
      for p in 0..<s.positions { sum += Double(row[p]) }
    }
    sums[c] = Scalar(sum)
  }
}

/// y[n, c] = Σ_p x[n, c, p] / P.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMeanPool<Scalar: NetScalar>(
  _ s: ChannelShape, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>
) {
  for plane in 0..<s.batch * s.channels {
    var sum = 0.0
    for p in 0..<s.positions { sum += Double(x[plane * s.positions + p]) }
    y[plane] = Scalar(sum / Double(s.positions))
  }
}

/// dx[n, c, p] = dy[n, c] / P.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMeanPoolBackward<Scalar: NetScalar>(
  _ s: ChannelShape, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>
) {
  for plane in 0..<s.batch * s.channels {
    let share = dy[plane] / Scalar(s.positions)
    for p in 0..<s.positions { dx[plane * s.positions + p] = share }
  }
}

/// c = a + b; c may be a or b.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceAdd<Scalar: NetScalar>(
  _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ c: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { c[i] = a[i] + b[i] }
}

/// c = a · b; c may be a or b.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMultiply<Scalar: NetScalar>(
  _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ c: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { c[i] = a[i] * b[i] }
}

/// w ← e^(w − 5) where w < 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMakeNonNegative<Scalar: NetScalar>(_ w: UnsafeMutablePointer<Scalar>, _ count: Int) {
  for i in 0..<count where w[i] < 0 { w[i] = Scalar.exponential(w[i] - 5) }
}

/// Number i is `kept` where word i mod 4 of the key's block ⌊i/4⌋ is at least `threshold`, otherwise 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceDropoutMask<Scalar: NetScalar>(
  _ mask: UnsafeMutablePointer<Scalar>, _ count: Int, _ threshold: UInt32, _ kept: Scalar, _ key: RandomKey
) {
  for first in stride(from: 0, to: count, by: 4) {
    let index = UInt64(first / 4)
    let block = Philox.block(
      counter: Philox.Block(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), 0, 0),
      key: key.words)
    for lane in 0..<min(4, count - first) { mask[first + lane] = block[lane] < threshold ? 0 : kept }
  }
}
