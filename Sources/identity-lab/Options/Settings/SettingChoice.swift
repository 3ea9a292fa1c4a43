import LabBase
import LabRuns

/// Which laboratory settings are of: the one whose table has all of them.
struct SettingChoice {
  /// A setting by one of its words, and what it was called where it was given.
  struct Word {
    /// Its key or its flag.
    let word: String
    /// Such as `--depth`.
    let name: String
  }

  /// The settings that were given.
  private let given: [Word]

  /// Takes settings; words that no laboratory has are left to the one that reads them.
  init(_ given: [Word]) {
    self.given = given.filter { given in LabName.allCases.contains { $0.words.contains(given.word) } }
  }

  /// The laboratory.
  ///
  /// - Parameter named: the one that was asked for by name, and where; nil where nobody did.
  /// - Returns: where the settings are of several, the first of these.
  /// - Throws: `LabError.badConfiguration` naming two settings that no laboratory has together, or one that the named
  ///   laboratory does not have.
  func laboratory(named: (lab: LabName, name: String)? = nil) throws(LabError) -> LabName {
    let fitting = LabName.allCases.filter { lab in given.allSatisfy { lab.words.contains($0.word) } }
    if let named {
      guard let other = given.first(where: { !named.lab.words.contains($0.word) }) else { return named.lab }
      throw Self.mixed(other, with: named.name, named.lab)
    }
    if let lab = fitting.first { return lab }
    for lab in LabName.allCases {
      // A setting of this laboratory alone, beside one that it does not have.
      if let own = given.first(where: { word in Self.owners(of: word) == [lab] }),
        let other = given.first(where: { !lab.words.contains($0.word) })
      {
        throw .badConfiguration(
          key: other.name,
          found: "a setting of \(Self.subjects(other)) beside \(own.name), one of \(lab.subject)",
          expected: "settings of one laboratory: leave out one or the other")
      }
    }
    preconditionFailure("settings that fit no laboratory together, and none that is one's own")
  }

  private static func owners(of word: Word) -> [LabName] {
    LabName.allCases.filter { $0.words.contains(word.word) }
  }

  private static func mixed(_ word: Word, with name: String, _ lab: LabName) -> LabError {
    .badConfiguration(
      key: word.name, found: "a setting of \(subjects(word)) beside \(name)",
      expected: "settings of \(lab.subject)")
  }

  private static func subjects(_ word: Word) -> String {
    owners(of: word).map(\.subject).joined(separator: " and ")
  }
}
