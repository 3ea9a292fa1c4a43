/// All weights of a network, or one number for each of them (gradient, moment), in one flat block.
public final class ParameterBuffer<Scalar: NetScalar> {
  /// Where each tensor lies.
  public let layout: ParameterLayout
  /// The numbers, in the layout's order.
  public let values: Buffer<Scalar>
  /// The parameters that training began with, where those who ask the net need them and no initialiser gives them; else
  /// nil.
  public var start: ParameterBuffer<Scalar>?

  /// Allocates zeros for a layout.
  public init(layout: ParameterLayout) {
    self.layout = layout
    values = Buffer(count: layout.count)
  }

  /// The first value of an entry.
  public func pointer(to entry: ParameterEntry) -> UnsafeMutablePointer<Scalar> {
    values.pointer + entry.offset
  }

  /// A copy of an entry's values.
  public func array(of entry: ParameterEntry) -> [Scalar] {
    Array(UnsafeBufferPointer(start: pointer(to: entry), count: entry.count))
  }

  /// Overwrites an entry's values; the count must fit.
  public func copy(_ source: [Scalar], to entry: ParameterEntry) {
    precondition(
      source.count == entry.count, "\(source.count) values for \(entry.name) of \(entry.dimensions)")
    source.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        pointer(to: entry).update(from: base, count: entry.count)
      }
    }
  }
}
