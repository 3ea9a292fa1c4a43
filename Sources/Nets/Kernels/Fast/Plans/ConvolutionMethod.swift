import CNetKernels

/// A way to compute a convolution's products.
enum ConvolutionMethod: String, CaseIterable {
  /// Sums over zero-padded planes.
  case direct
  /// Minimal filtering down the image's columns: a fraction of the multiplications, and transforms.
  case rowWinograd = "row-winograd"
  /// Minimal filtering of square tiles with channels in the lanes: the fewest multiplications.
  case tileWinograd = "tile-winograd"
  /// Matrix products over shifted planes: the one for strides beyond 1, and in batches for small filters.
  case matrix

  /// One of a layer's three products.
  enum Product: CaseIterable {
    case forward, inputGradient, weightGradient
  }

  /// Images of a batch from which on matrix products are considered for stride 1.
  static let smallestMatrixBatch = 32

  /// Whether there is such a method for a shape.
  func serves(_ shape: ConvolutionShape) -> Bool {
    shape.stride == 1 || (self == .matrix && shape.stride == 2)
  }

  /// The method expected to be the fastest for a product of stride 1 or 2.
  ///
  /// - Parameter lanes: floats in a vector.
  static func best(for product: Product, of shape: ConvolutionShape, lanes: Int) -> ConvolutionMethod {
    if shape.stride > 1 { return .matrix }
    let candidates = allCases.filter { $0 != .matrix || shape.batch >= smallestMatrixBatch }
    return candidates.min {
      $0.work(of: product, shape, lanes: lanes) < $1.work(of: product, shape, lanes: lanes)
    } ?? .direct
  }

  /// The C functions.
  func functions(_ kernels: cnk_kernels) -> cnk_convolution_kernels {
    switch self {
    case .direct: kernels.direct
    case .rowWinograd: kernels.row_winograd
    case .tileWinograd: kernels.tile_winograd
    case .matrix: kernels.matrix
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
    case .tileWinograd:
      let blocks = max(1, (k + 2) / 4)
      let points = 3 + max(k > 5 ? 4 : 3, k - 4 * (blocks - 1))
      let (inputVectors, outputVectors) = ((inputs + lanes - 1) / lanes, (outputs + lanes - 1) / lanes)
      let tiles = (shape.height + 3) / 4 * ((shape.width + 3) / 4)
      let filters = inputVectors * lanes * outputVectors * blocks * blocks
      let transforms = 11 * tiles * (inputVectors * blocks + outputVectors) + 9 * filters
      return 1.2 * Double(points * points * (tiles * filters + transforms))
    case .matrix:
      return 1.2 * Double(shape.height * (shape.width + k - 1) * k * k) / Double(lanes) * pairs
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
