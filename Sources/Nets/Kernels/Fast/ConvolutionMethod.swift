import CNetKernels

/// A way to compute a convolution's products.
enum ConvolutionMethod: String, CaseIterable {
  /// Sums over zero-padded planes.
  case direct
  /// Minimal filtering down the image's columns: a fraction of the multiplications, and transforms.
  case rowWinograd = "row-winograd"

  /// One of a layer's three products.
  enum Product: CaseIterable {
    case forward, inputGradient, weightGradient
  }

  /// The method expected to be the fastest for a product.
  ///
  /// - Parameter lanes: floats in a vector.
  static func best(for product: Product, of shape: ConvolutionShape, lanes: Int) -> ConvolutionMethod {
    allCases.min {
      $0.work(of: product, shape, lanes: lanes) < $1.work(of: product, shape, lanes: lanes)
    } ?? .direct
  }

  /// The C functions.
  func functions(_ kernels: cnk_kernels) -> cnk_convolution_kernels {
    switch self {
    case .direct: kernels.direct
    case .rowWinograd: kernels.row_winograd
    }
  }

  /// Vector operations of a product by one image, weighed by how they were measured to run.
  ///
  /// The weights come from timings with AVX-512 at 28 × 28 pixels, one to 128 channels and filters of 3 to 57, and
  /// meet them within 30 %: a lone output channel keeps the multipliers waiting for loads, one vector of
  /// transforms costs as much as four or five multiplications, a sum of lanes three.
  private func work(of product: Product, _ shape: ConvolutionShape, lanes: Int) -> Double {
    let isAdjoint = product == .inputGradient
    let inputs = isAdjoint ? shape.outputChannels : shape.inputChannels
    let outputs = isAdjoint ? shape.inputChannels : shape.outputChannels
    let (k, pairs) = (shape.kernelSize, Double(inputs * outputs))
    let laneSums = product == .weightGradient ? 3 * pairs * Double(k) : 0
    switch self {
    case .direct:
      let vectors = (shape.width + lanes - 1) / lanes
      let waiting = outputs <= 3 ? 1.3 : 1.1
      return Double(usedFilterRows(shape) * vectors * k) * pairs * waiting + laneSums * Double(k)
    case .rowWinograd:
      let points = k <= 3 ? 6 : 8
      let blocks = k <= 5 ? 1 : (k + 2) / 4
      let places = (shape.height + 3) / 4 * (shape.width + k - 1)
      let vectors = Double(points * ((places + lanes - 1) / lanes))
      let waiting = outputs == 1 ? 2.0 : 1
      let transforms = Double(5 * inputs + 4 * outputs)
      return 1.25
        * (vectors * (Double(blocks * k) * pairs * waiting + transforms) + laneSums * Double(points * blocks))
    }
  }

  /// Filter rows that meet the image, summed over its rows.
  private func usedFilterRows(_ shape: ConvolutionShape) -> Int {
    (0..<shape.height).reduce(0) { sum, row in
      let first = max(0, shape.paddingBefore - row)
      let end = min(shape.kernelSize, shape.paddingBefore + shape.height - row)
      return sum + end - first
    }
  }
}
