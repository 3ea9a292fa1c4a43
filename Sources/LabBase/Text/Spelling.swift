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
    let list = "one of " + candidates.joined(separator: ", ")
    return nearest(to: word, among: candidates).map { "\(list) (did you mean \"\($0)\"?)" } ?? list
  }

  /// Levenshtein's distance: insertions, deletions and substitutions.
  static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
