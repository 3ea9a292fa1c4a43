/// The distributions that weights start from; fi and fo are fan in and fan out (k · k included), N takes a variance.
///
/// | case | distribution |
/// |---|---|
/// | `torch` | U(−1/√fi, 1/√fi), PyTorch's default for Linear and Conv2d |
/// | `lecunNormal`, `lecunUniform` | N(0, 1/fi); U(−l, l), l = √(3/fi) |
/// | `xavierNormal`, `xavierUniform` | N(0, 2/(fi + fo)); l = √(6/(fi + fo)) |
/// | `kaimingNormal`, `kaimingUniform` | N(0, 2/fi); l = √(6/fi) |
/// | `orthogonal` | uniform over matrices of out rows with orthonormal rows or columns |
/// | `fanProduct` | N(0, 1/(fi · fo)) |
///
/// Sources: LeCun et al., "Efficient BackProp", 1998; Glorot, Bengio, AISTATS 2010; He et al., ICCV 2015,
/// arXiv 1502.01852; Saxe et al., ICLR 2014, arXiv 1312.6120; the last one is what [IC]'s talk calls "default".
public enum Initializer: String, CaseIterable, Codable, Sendable {
  /// U(−1/√fi, 1/√fi): the lab's default, for it is what a reader gets from PyTorch.
  case torch
  /// N(0, 1/fi).
  case lecunNormal = "lecun-normal"
  /// U(−√(3/fi), √(3/fi)).
  case lecunUniform = "lecun-uniform"
  /// N(0, 2/(fi + fo)).
  case xavierNormal = "xavier-normal"
  /// U(−√(6/(fi + fo)), √(6/(fi + fo))).
  case xavierUniform = "xavier-uniform"
  /// N(0, 2/fi).
  case kaimingNormal = "kaiming-normal"
  /// U(−√(6/fi), √(6/fi)).
  case kaimingUniform = "kaiming-uniform"
  /// Haar-random orthonormal rows (or columns, where out > in · k · k).
  case orthogonal
  /// N(0, 1/(fi · fo)).
  case fanProduct = "fan-product"

  /// Names from [IC]'s talk that the command line accepts too.
  public static let aliases: [String: Initializer] = ["yann-n": .lecunNormal, "yann-u": .lecunUniform]

  /// The distribution for one tensor, before the gain; nil for `orthogonal`, whose entries are not independent.
  public func distribution(fanIn: Int, fanOut: Int) -> WeightDistribution? {
    let (fi, fo) = (Double(fanIn), Double(fanOut))
    return switch self {
    case .torch: .uniform(limit: (1 / fi).squareRoot())
    case .lecunNormal: .normal(standardDeviation: (1 / fi).squareRoot())
    case .lecunUniform: .uniform(limit: (3 / fi).squareRoot())
    case .xavierNormal: .normal(standardDeviation: (2 / (fi + fo)).squareRoot())
    case .xavierUniform: .uniform(limit: (6 / (fi + fo)).squareRoot())
    case .kaimingNormal: .normal(standardDeviation: (2 / fi).squareRoot())
    case .kaimingUniform: .uniform(limit: (6 / fi).squareRoot())
    case .fanProduct: .normal(standardDeviation: (1 / (fi * fo)).squareRoot())
    case .orthogonal: nil
    }
  }

  /// The variance of one weight of a tensor, before the gain; of `orthogonal` 1/max(out, fi), the mean square of what
  /// has orthonormal rows or columns.
  ///
  /// - Parameter entry: a tensor of weights.
  public func variance(of entry: ParameterEntry) -> Double {
    guard let distribution = distribution(fanIn: entry.fanIn, fanOut: entry.fanOut) else {
      return 1 / Double(max(entry.dimensions[0], entry.fanIn))
    }
    return distribution.standardDeviation * distribution.standardDeviation
  }

  /// Fills every tensor of `parameters`; tensor t draws under `key.deriving(t.name)` and so depends on no other.
  ///
  /// Weights have the distribution; those that are kept from falling below 0 begin as an update would leave them. Biases
  /// are 0, or of `torch` U(−1/√fi, 1/√fi) with their layer's fan in. Batch normalisation begins with scale 1, shift 0,
  /// mean 0 and variance 1.
  ///
  /// - Parameters:
  ///   - parameters: overwritten.
  ///   - gain: multiplies the weights' standard deviation; 1 by default, any finite number.
  ///   - key: the run's "init" key.
  public func initialize<Scalar: NetScalar>(
    _ parameters: ParameterBuffer<Scalar>, gain: Double = 1, key: RandomKey
  ) {
    for entry in parameters.layout.entries {
      let stream = RandomStream(key: key.deriving(entry.name))
      let target = parameters.pointer(to: entry)
      switch entry.kind {
      case .weight:
        fillWeights(entry, target, gain: gain, stream: stream)
      case .bias where self == .torch:
        WeightDistribution.uniform(limit: (1 / Double(entry.fanIn)).squareRoot())
          .fill(target, count: entry.count, gain: 1, stream: stream)
      case .bias, .shift, .mean:
        target.update(repeating: 0, count: entry.count)
      case .scale, .variance:
        target.update(repeating: 1, count: entry.count)
      }
    }
  }

  private func fillWeights<Scalar: NetScalar>(
    _ entry: ParameterEntry, _ target: UnsafeMutablePointer<Scalar>, gain: Double, stream: RandomStream
  ) {
    if let distribution = distribution(fanIn: entry.fanIn, fanOut: entry.fanOut) {
      distribution.fill(target, count: entry.count, gain: gain, stream: stream)
    } else {
      let matrix = orthogonalMatrix(rows: entry.dimensions[0], columns: entry.fanIn, stream: stream)
      for index in 0..<entry.count { target[index] = Scalar(gain * matrix[index]) }
    }
    if entry.isNonNegative { referenceMakeNonNegative(target, entry.count) }
  }
}
