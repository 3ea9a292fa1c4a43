/// The runs of a sweep that are yet to be given to workers.
struct RunQueue {
  /// Those that nobody is at, in their order.
  private var fresh: ArraySlice<Int>
  /// Those that another process was at, in the order in which that was found.
  private var held: [Int] = []
  /// Those whose worker crashed once.
  private var retried: Set<Int> = []
  /// Whether no more runs are given out.
  private(set) var isClosed = false

  /// The runs of some places in the plan, in the order in which they are to be made.
  init(_ order: [Int]) {
    fresh = order[...]
  }

  var isEmpty: Bool { fresh.isEmpty && held.isEmpty }

  /// The place of the next run, and whether to wait for it: what others are at comes last.
  mutating func next() -> (index: Int, waits: Bool)? {
    if let index = fresh.popFirst() { return (index, false) }
    return held.isEmpty ? nil : (held.removeFirst(), true)
  }

  /// Takes a run back that another process is at.
  mutating func putBack(held index: Int) {
    if !isClosed { held.append(index) }
  }

  /// Takes a run back whose worker crashed, to be made next; false where it is the second time.
  mutating func putBack(crashed index: Int) -> Bool {
    guard retried.insert(index).inserted else { return false }
    if !isClosed { fresh = [index] + fresh }
    return true
  }

  /// Gives up what is left, and takes nothing back.
  mutating func close() { (fresh, held, isClosed) = ([], [], true) }
}
