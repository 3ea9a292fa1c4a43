extension Image {
  /// The picture at another size, each axis on its own.
  ///
  /// - Shrinking an axis averages: a new pixel is the mean of the old pixels it covers, each weighted by the
  ///   covered part. Means are kept exactly, and no detail aliases.
  /// - Enlarging an axis interpolates linearly between pixel centres, old position (i + ½) · old / new − ½;
  ///   beyond the outermost centres the edge repeats.
  ///
  /// A constant picture stays constant and values stay in the old range. The same size gives the picture
  /// itself. Sums are in Double; the result is rounded to Float once.
  package func resized(height newHeight: Int, width newWidth: Int) -> Image {
    precondition(
      newHeight >= 1 && newWidth >= 1, "a \(height)×\(width) image cannot become \(newHeight)×\(newWidth)")
    if newHeight == height && newWidth == width { return self }
    let columns = AxisResampling(from: width, to: newWidth)
    let rows = AxisResampling(from: height, to: newHeight)
    var result: [Float] = []
    result.reserveCapacity(channels * newHeight * newWidth)
    for channel in 0..<channels {
      // [height, newWidth], then down its columns.
      var stretched: [Double] = []
      stretched.reserveCapacity(height * newWidth)
      for y in 0..<height {
        let start = (channel * height + y) * width
        for column in columns.taps {
          stretched.append(column.sum { Double(pixels[start + $0]) })
        }
      }
      for row in rows.taps {
        for x in 0..<newWidth {
          result.append(Float(row.sum { stretched[$0 * newWidth + x] }))
        }
      }
    }
    return Image(channels: channels, height: newHeight, width: newWidth, pixels: result)
  }
}
