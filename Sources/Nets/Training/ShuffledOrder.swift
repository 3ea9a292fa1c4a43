/// The places of a set in a new random order every epoch, the epochs laid end to end.
///
/// Epoch e's order is the permutation of the stream `key → e`: what stands at a position depends on the key only. Nothing
/// is allocated after the first position.
public final class ShuffledOrder {
  private let key: RandomKey
  private var order: [Int]
  private var epoch = -1

  /// Describes the orders of `count` places, at least 1, under a key.
  public init(count: Int, key: RandomKey) {
    precondition(count >= 1, "no order has \(count) places")
    self.key = key
    order = Array(0..<count)
  }

  /// Number of places.
  public var count: Int { order.count }

  /// The place, from 0 to `count` − 1, that stands at a position, from 0 on.
  public func index(at position: Int) -> Int {
    let (wanted, place) = position.quotientAndRemainder(dividingBy: order.count)
    if wanted != epoch {
      epoch = wanted
      for index in order.indices { order[index] = index }
      RandomStream(key: key.deriving(epoch)).shuffle(&order)
    }
    return order[place]
  }
}
