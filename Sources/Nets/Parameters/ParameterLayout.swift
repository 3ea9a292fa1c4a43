/// The order, shapes and names of a network's weight tensors; there are no biases.
public struct ParameterLayout: Equatable, Sendable {
  /// The tensors in layer order, without gaps.
  public private(set) var entries: [ParameterEntry] = []

  /// Makes an empty layout.
  public init() {}

  /// Number of all parameters.
  public var count: Int { entries.last.map { $0.offset + $0.count } ?? 0 }

  /// Adds a tensor behind the ones already there.
  public mutating func append(name: String, dimensions: [Int]) {
    entries.append(ParameterEntry(name: name, dimensions: dimensions, offset: count))
  }
}
