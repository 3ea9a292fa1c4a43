extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order in which each comes first.
  package var distinct: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
