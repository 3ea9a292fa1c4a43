/// The order, shapes and names of a network's parameters.
public struct ParameterLayout: Equatable, Sendable {
  /// The tensors in layer order, without gaps.
  public private(set) var entries: [ParameterEntry] = []

  /// Makes an empty layout.
  public init() {}

  /// Number of all values, running statistics included.
  public var count: Int { entries.last.map { $0.offset + $0.count } ?? 0 }

  /// Number of the values that are trained: what is called a network's parameters.
  public var trainedCount: Int { entries.filter(\.kind.isTrained).map(\.count).reduce(0, +) }

  /// Adds weights behind the tensors already there.
  ///
  /// - Parameters:
  ///   - name: unique in the layout.
  ///   - dimensions: [out, in] or [out, in, kh, kw].
  ///   - isNonNegative: whether they are kept from falling below 0.
  public mutating func append(name: String, dimensions: [Int], isNonNegative: Bool = false) {
    entries.append(
      ParameterEntry(
        name: name, kind: .weight, dimensions: dimensions, fanIn: dimensions.dropFirst().reduce(1, *),
        isNonNegative: isNonNegative, offset: count))
  }

  /// Adds a tensor with a number for each output of the weights that were added last.
  public mutating func append(name: String, _ kind: ParameterKind) {
    guard let weights = entries.last(where: { $0.kind == .weight }) else {
      preconditionFailure("\(name) belongs to no weights")
    }
    entries.append(
      ParameterEntry(
        name: name, kind: kind, dimensions: [weights.dimensions[0]], fanIn: weights.fanIn,
        isNonNegative: false, offset: count))
  }
}
