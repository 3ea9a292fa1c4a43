/// The number type of a network: `Float` for every run, `Double` to check gradients against finite differences.
public protocol NetScalar: BinaryFloatingPoint, Sendable {}

extension Float: NetScalar {}
extension Double: NetScalar {}
