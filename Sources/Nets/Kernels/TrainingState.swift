/// A named block of numbers that training keeps between steps, for checkpoints.
public struct TrainingState<Scalar: NetScalar> {
  /// The numbers: as precise as the weights, or always in Double.
  public enum Values {
    /// As precise as the weights.
    case scalars(Buffer<Scalar>)
    /// In Double.
    case doubles(Buffer<Double>)
  }

  /// The name, such as `layers.0.exp_avg`.
  public let name: String
  /// The numbers, of which there are always as many.
  public let values: Values
  /// What the numbers can be, stretch after stretch, together as many as there are.
  public let domains: [StateDomain]

  /// Names a block.
  ///
  /// - Parameters:
  ///   - name: unique in the training.
  ///   - values: the numbers.
  ///   - domains: by default every number is finite.
  public init(name: String, values: Values, domains: [StateDomain]? = nil) {
    let count =
      switch values {
      case .scalars(let buffer): buffer.count
      case .doubles(let buffer): buffer.count
      }
    let domains = domains ?? [StateDomain(.finite, count: count)]
    let described = domains.map(\.count).reduce(0, +)
    precondition(described == count, "\(name): domains of \(described) numbers for \(count)")
    self.name = name
    self.values = values
    self.domains = domains
  }

  /// Number of the numbers.
  public var count: Int {
    switch values {
    case .scalars(let buffer): buffer.count
    case .doubles(let buffer): buffer.count
    }
  }

  /// Bytes of the numbers.
  public var byteCount: Int {
    switch values {
    case .scalars(let buffer): buffer.byteCount
    case .doubles(let buffer): buffer.byteCount
    }
  }
}
