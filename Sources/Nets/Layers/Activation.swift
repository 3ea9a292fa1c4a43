/// The function between layers, applied to every element.
///
/// | case | a(z) |
/// |---|---|
/// | `linear` | z |
/// | `relu` | max(0, z) |
/// | `leakyReLU` | z, or 0.01 z below 0 |
/// | `tanh` | tanh z |
/// | `sigmoid` | 1/(1 + e⁻ᶻ) |
/// | `elu` | z, or eᶻ − 1 below 0 |
/// | `gelu` | z · Φ(z), the exact form with erf |
///
/// A NaN stays NaN in all of them, so that divergence is seen.
/// Sources: Maas et al. 2013 (leaky ReLU), Clevert et al., arXiv 1511.07289 (ELU), Hendrycks, Gimpel,
/// arXiv 1606.08415 (GELU); constants are PyTorch's defaults.
public enum Activation: String, CaseIterable, Codable, Sendable {
  /// No function at all.
  case linear
  /// Rectified linear unit: the default.
  case relu
  /// Rectified linear unit with slope 0.01 below 0.
  case leakyReLU = "leaky-relu"
  /// Hyperbolic tangent.
  case tanh
  /// Logistic function.
  case sigmoid
  /// Exponential linear unit with α = 1.
  case elu
  /// Gaussian error linear unit.
  case gelu

  /// a(z).
  @inline(__always)
  func value<Scalar: NetScalar>(_ z: Scalar) -> Scalar {
    switch self {
    case .linear: z
    case .relu: z < 0 ? 0 : z
    case .leakyReLU: z < 0 ? z * 0.01 : z
    case .tanh: Scalar.hyperbolicTangent(z)
    case .sigmoid: 1 / (1 + Scalar.exponential(-z))
    case .elu: z < 0 ? Scalar.exponentialMinusOne(z) : z
    case .gelu: z * normalDistribution(z)
    }
  }

  /// da/dz; at the kink of a ReLU it is the left one, as in PyTorch.
  @inline(__always)
  func derivative<Scalar: NetScalar>(_ z: Scalar) -> Scalar {
    switch self {
    case .linear:
      return 1
    case .relu:
      return z <= 0 ? 0 : 1
    case .leakyReLU:
      return z <= 0 ? 0.01 : 1
    case .tanh:
      let t = Scalar.hyperbolicTangent(z)
      return 1 - t * t
    case .sigmoid:
      let s = 1 / (1 + Scalar.exponential(-z))
      return s * (1 - s)
    case .elu:
      return z <= 0 ? Scalar.exponential(z) : 1
    case .gelu:
      return normalDistribution(z) + z * Scalar.exponential(z * z * -0.5) * 0.3989422804014327
    }
  }
}

/// Φ(z), the standard normal distribution function.
@inline(__always)
private func normalDistribution<Scalar: NetScalar>(_ z: Scalar) -> Scalar {
  0.5 * (1 + Scalar.errorFunction(z * 0.7071067811865476))
}
