extension Sequence where Element: Equatable {
  /// The elements without repetitions, in the order in which each comes first.
  package var distinct: [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
