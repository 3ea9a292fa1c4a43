import Foundation

/// Random numbers under one key, addressed by index: sample *i* does not depend on any other sample.
public struct RandomStream: Sendable {
  private let key: RandomKey

  /// The stream of a key.
  public init(key: RandomKey) {
    self.key = key
  }

  /// The `index`-th uniform number in [0, 1), with 53 random bits.
  public func uniform(at index: Int) -> Double {
    let bits = words(at: index).0
    return Double(bits >> 11) * 0x1p-53
  }

  /// The `index`-th standard normal number, by Box and Muller's transform of one block's two uniform numbers.
  ///
  /// Source: Box, Muller, "A Note on the Generation of Random Normal Deviates", 1958, doi:10.1214/aoms/1177706645.
  public func normal(at index: Int) -> Double {
    let (first, second) = words(at: index)
    let radius = (-2 * log((Double(first >> 11) + 1) * 0x1p-53)).squareRoot()
    return radius * cos(2 * Double.pi * Double(second >> 11) * 0x1p-53)
  }

  /// The `index`-th whole number in 0 ..< `bound`; `bound` must be positive.
  ///
  /// The high half of a 64 × 64-bit product: its bias, below bound · 2⁻⁶⁴, is out of any experiment's sight.
  public func integer(at index: Int, below bound: Int) -> Int {
    precondition(bound > 0, "no whole number is below \(bound) and at least 0")
    return Int(words(at: index).0.multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A random order of 0 ..< `count`, by Fisher and Yates's shuffle.
  public func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Brings elements into the order of ``permutation(of:)``, in place.
  func shuffle(_ elements: inout [Int]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(at: last, below: last + 1))
    }
  }

  private func words(at index: Int) -> (UInt64, UInt64) {
    let position = UInt64(bitPattern: Int64(index))
    let block = Philox.block(
      counter: Philox.Block(
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32), 0, 0),
      key: key.words)
    return (UInt64(block.x) | UInt64(block.y) << 32, UInt64(block.z) | UInt64(block.w) << 32)
  }
}
