import Nets

/// The zero-padded k × k × C patches of an image, one a pixel: what one filter of a convolution sees.
///
/// Row y · W + x is the patch around pixel (y, x), of axes [C, k, k], padded as `ConvolutionShape` pads: the
/// smaller half of the k − 1 zeros before. Its linear span is all a one-layer CNN can learn about from one image.
package struct PatchMatrix: Equatable, Sendable {
  /// Number of patches: H · W.
  package let rows: Int
  /// Values of a patch: k · k · C.
  package let columns: Int
  /// rows × columns values, row-major.
  package let values: [Double]

  /// Cuts the patches of an image.
  ///
  /// - Parameters:
  ///   - image: C · H · W values as the net sees them: standardised, since its padding is zero in those units.
  ///   - shape: Shape of the image.
  ///   - kernelSize: Filter height and width k, at least 1; may be larger than the image.
  package init(image: [Float], shape: ImageShape, kernelSize: Int) {
    precondition(image.count == shape.count, "\(image.count) values do not make an image of \(shape)")
    precondition(kernelSize >= 1, "no filter is \(kernelSize)×\(kernelSize)")
    let before = (kernelSize - 1) / 2
    let rows = shape.pixels
    let columns = kernelSize * kernelSize * shape.channels
    var values = [Double](repeating: 0, count: rows * columns)
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        let patch = (y * shape.width + x) * columns
        for channel in 0..<shape.channels {
          for row in 0..<kernelSize where (0..<shape.height).contains(y + row - before) {
            let source = (channel * shape.height + y + row - before) * shape.width
            let target = patch + (channel * kernelSize + row) * kernelSize
            for column in 0..<kernelSize where (0..<shape.width).contains(x + column - before) {
              values[target + column] = Double(image[source + x + column - before])
            }
          }
        }
      }
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }
}
