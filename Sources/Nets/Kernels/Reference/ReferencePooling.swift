/// The largest value of every window and where in its plane it lies, the first of equals; NaN is larger than any number.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMaxPool<Scalar: NetScalar>(
  _ s: PoolingShape, _ input: UnsafePointer<Scalar>, _ output: UnsafeMutablePointer<Scalar>,
  _ indices: UnsafeMutablePointer<Int32>
) {
  let (rows, columns) = (s.rows, s.columns)
  let (pixels, outputs) = (rows.extent * columns.extent, rows.outputs * columns.outputs)
  for plane in 0..<s.planes {
    let x = input + plane * pixels
    for i in 0..<rows.outputs {
      let top = rows.pixel(output: i, tap: 0)
      for j in 0..<columns.outputs {
        let left = columns.pixel(output: j, tap: 0)
        var place = max(0, top) * columns.extent + max(0, left)
        var best = x[place]
        for row in max(0, top)..<min(rows.extent, top + rows.kernelSize) {
          for column in max(0, left)..<min(columns.extent, left + columns.kernelSize) {
            let value = x[row * columns.extent + column]
            if value > best || (value.isNaN && !best.isNaN) {
              (best, place) = (value, row * columns.extent + column)
            }
          }
        }
        let target = plane * outputs + i * columns.outputs + j
        output[target] = best
        indices[target] = Int32(place)
      }
    }
  }
}

/// dx is the sum of dy over the windows whose largest value it was.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func referenceMaxPoolBackward<Scalar: NetScalar>(
  _ s: PoolingShape, _ outputGradient: UnsafePointer<Scalar>, _ indices: UnsafePointer<Int32>,
  _ inputGradient: UnsafeMutablePointer<Scalar>
) {
  let (pixels, outputs) = (s.rows.extent * s.columns.extent, s.rows.outputs * s.columns.outputs)
  inputGradient.update(repeating: 0, count: s.inputCount)
  for plane in 0..<s.planes {
    let dx = inputGradient + plane * pixels
    for i in plane * outputs..<(plane + 1) * outputs { dx[Int(indices[i])] += outputGradient[i] }
  }
}
