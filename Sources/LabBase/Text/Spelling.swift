/// Finds what a user probably meant by a misspelt word.
package enum Spelling {
  /// The candidate with the smallest edit distance, if that is at most a third of the word's length (at least 1).
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let scored = candidates.map { ($0, editDistance(word.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 3) else { return nil }
    return best.0
  }

  /// A list of choices, with the nearest one first where there is one: `cnn, fcn (did you mean "cnn"?)`.
  package static func choices(for word: String, among candidates: [String]) -> String {
    "one of " + candidates.joined(separator: ", ") + suggestion(for: word, among: candidates)
  }

  /// The nearest of some choices, to be put behind a sentence, ` (did you mean "cnn"?)`; empty where none is near.
  package static func suggestion(for word: String, among candidates: [String]) -> String {
    nearest(to: word, among: candidates).map { " (did you mean \"\($0)\"?)" } ?? ""
  }

  /// Insertions, deletions, substitutions and exchanges of neighbours (optimal string alignment).
  static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var (before, row) = ([Int](), Array(0...b.count))
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var distance = min(row[j] + (a[i] == b[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, before[j - 1] + 1) }
        next.append(distance)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
