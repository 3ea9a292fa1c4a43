import Nets

/// Random choices of one key, one after the other, for tests that try many cases.
public struct Draws: Sendable {
  private let stream: RandomStream
  private var next = 0

  /// Begins with the first choice of a key.
  public init(key: RandomKey) {
    stream = RandomStream(key: key)
  }

  /// The choices of case i of a named test.
  public init(_ name: String, _ index: Int) {
    self.init(key: RandomKey(seed: 17).deriving(name).deriving(index))
  }

  /// A whole number from 0 to one less than a bound.
  public mutating func below(_ bound: Int) -> Int {
    next += 1
    return stream.integer(at: next, below: bound)
  }

  /// One of some elements.
  public mutating func element<Element>(of elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A stretch of 0 ..< count, short ones as likely as long ones.
  public mutating func range(in count: Int) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    let start = below(count)
    return start..<min(count, start + below(1 << below(count.bitWidth - count.leadingZeroBitCount + 1)) + 1)
  }

  /// Elements of a list, from none to a number.
  public mutating func elements<Element>(of elements: [Element], atMost count: Int) -> [Element] {
    (0..<below(count + 1)).map { _ in element(of: elements) }
  }

  /// A text of some characters, odd ones among them, of any length up to a number.
  public mutating func text(of characters: [String], atMost count: Int) -> String {
    elements(of: characters, atMost: count).joined()
  }
}
