/// How much of a data set to read: nothing after the last image wanted is read or inflated.
enum ImageExtent: Equatable {
  /// Every image; only then is the end of the file checked too.
  case all
  /// The first so many images, or all if there are fewer.
  case first(Int)
  /// All images up to the first of a label, or all if there is none.
  case throughFirst(label: UInt8)

  /// The most images that are wanted, at most as many as any file is read for; nil where only reading tells.
  var limit: Int? {
    if case .first(let count) = self { min(count, LabelledImages.largestSize) } else { nil }
  }

  /// Whether nothing is wanted after the given labels.
  func isReached(by labels: [UInt8]) -> Bool {
    switch self {
    case .all: false
    case .first(let count): labels.count >= count
    case .throughFirst(let label): labels.last == label
    }
  }

  /// How many images are wanted of those with the given labels.
  func count(of labels: [UInt8]) -> Int {
    switch self {
    case .all: labels.count
    case .first(let count): min(count, labels.count)
    case .throughFirst(let label): labels.firstIndex(of: label).map { $0 + 1 } ?? labels.count
    }
  }
}
