import LabBase
import LabRuns

/// What a sweep leaves out: `arch=fcn,kernel-size=7` the combinations of these values, `arch=fcn,kernel-size` the kernel
/// size of those of that value, which is left to its default there.
package struct SweepExclusion<Configuration: RunConfiguration>: Equatable, Sendable {
  private struct Term: Equatable {
    let key: SettingKey
    /// In the form that runs are known by.
    let values: Set<String>
  }

  /// All must hold for a combination to be meant.
  private let terms: [Term]
  /// What is taken out of the combinations that are meant; where it is nothing, they are left out themselves.
  private let silenced: [SettingKey]

  /// The flag that names exclusions, for errors.
  package static var option: String { "--exclude" }

  /// Reads terms with commas between them, each NAME=VALUE, a range of values, or a bare NAME.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown name, a value that cannot be, and terms without any value.
  package init(parsing text: String) throws(LabError) {
    let table = Configuration.settings
    var terms: [Term] = []
    var silenced: [SettingKey] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = try table.key(flag: words[0].trimmed, option: Self.option)
      guard words.count == 2 else {
        silenced.append(key)
        continue
      }
      let setting = table[key]
      let name = "\(Self.option) \(words[0].trimmed)"
      var values: Set<String> = []
      for value in try ValueList.parse(words[1].trimmed, of: setting, name: name) {
        values.insert(try setting.domain.checked(value, name: name))
      }
      terms.append(Term(key: key, values: values))
    }
    guard !terms.isEmpty else {
      throw .badConfiguration(
        key: Self.option, found: "\"\(text)\"",
        expected: "at least one NAME=VALUE, which says of which combinations")
    }
    self.terms = terms
    self.silenced = silenced
  }

  /// The settings that it names.
  var keys: [SettingKey] { terms.map(\.key) + silenced }

  /// A combination after the exclusion: as it was, without the settings that are taken out, or nil where it is left out.
  ///
  /// - Throws: `LabError.badConfiguration` for a value of the combination that cannot be.
  func applied(to combination: Settings) throws(LabError) -> Settings? {
    for term in terms {
      guard let text = combination[term.key] else { return combination }
      let form = try Configuration.settings[term.key].domain.checked(
        text, name: combination.name(of: term.key))
      guard term.values.contains(form) else { return combination }
    }
    guard !silenced.isEmpty else { return nil }
    var rest = combination
    for key in silenced { rest[key] = nil }
    return rest
  }
}
