import Foundation

/// The number type of a network: `Float` for every run, `Double` to check gradients against finite differences.
public protocol NetScalar: BinaryFloatingPoint, Sendable {
  /// eˣ.
  static func exponential(_ x: Self) -> Self
  /// eˣ − 1, exact to the last digits where x is tiny.
  static func exponentialMinusOne(_ x: Self) -> Self
  /// tanh x.
  static func hyperbolicTangent(_ x: Self) -> Self
  /// erf x = 2/√π ∫₀ˣ e^(−t²) dt.
  static func errorFunction(_ x: Self) -> Self
  /// xʸ.
  static func power(_ x: Self, _ y: Self) -> Self
  /// ln x.
  static func logarithm(_ x: Self) -> Self
}

extension Float: NetScalar {
  /// eˣ.
  public static func exponential(_ x: Float) -> Float { exp(x) }
  /// eˣ − 1, exact to the last digits where x is tiny.
  public static func exponentialMinusOne(_ x: Float) -> Float { expm1(x) }
  /// tanh x.
  public static func hyperbolicTangent(_ x: Float) -> Float { tanh(x) }
  /// erf x.
  public static func errorFunction(_ x: Float) -> Float { erf(x) }
  /// xʸ.
  public static func power(_ x: Float, _ y: Float) -> Float { pow(x, y) }
  /// ln x.
  public static func logarithm(_ x: Float) -> Float { log(x) }
}

extension Double: NetScalar {
  /// eˣ.
  public static func exponential(_ x: Double) -> Double { exp(x) }
  /// eˣ − 1, exact to the last digits where x is tiny.
  public static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
  /// tanh x.
  public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  /// erf x.
  public static func errorFunction(_ x: Double) -> Double { erf(x) }
  /// xʸ.
  public static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
  /// ln x.
  public static func logarithm(_ x: Double) -> Double { log(x) }
}
