import LabBase

/// Everything that a run's result depends on, complete and validated: nothing in it is "default".
///
/// Its canonical JSON (sorted keys, no blanks, absent where a setting does not apply) is what a run is known by; see
/// ``runKey``. Data enter as digests, so the same words about other data are another run. Decoding one validates it as
/// settings are validated: a file of ours is input too. Its JSON names the laboratory in a field `lab`, see ``LabMark``.
package protocol RunConfiguration: Codable, Equatable, Sendable {
  /// The laboratory's settings.
  static var settings: SettingTable<Self> { get }
  /// The version of the arithmetic; raised whenever the same settings give other bits.
  static var currentNumerics: Int { get }

  /// ``presentNumerics`` at the time.
  var numerics: Int { get }
  /// The version that a new run of the same settings has: ``currentNumerics``, or an earlier one whose bits these settings
  /// still give.
  var presentNumerics: Int { get }
  /// Seed of everything random in the run; a run that differs in nothing else is one more sample.
  var seed: UInt64 { get set }
  /// Largest number of updates.
  var steps: Int { get }
  /// What is learnt from, as pictures name it: without folders, which may tell a user's name.
  var subject: String { get }
  /// The configuration as pictures carry it, with ``subject`` in the place of paths. Its run key may be another one.
  var withoutFolders: Self { get }
  /// Paths of the files with data that the configuration names.
  var inputFiles: [String] { get }
  /// What the run will take of a machine.
  var cost: RunCost { get }
}

extension RunConfiguration {
  /// Sorted keys, no blanks: the text whose digest names the run.
  package var canonicalJSON: String { CanonicalJSON.compact(self) }

  /// First 16 hex digits of the canonical JSON's SHA-256.
  package var runKey: String { String(Digest.sha256(Array(canonicalJSON.utf8)).prefix(16)) }

  /// The newest.
  package var presentNumerics: Int { Self.currentNumerics }

  /// Text of a setting as tables and pictures show it; empty where it does not apply.
  package func text(of key: SettingKey) -> String { Self.settings[key].text(self) }

  /// Requires that a decoded configuration is what its own settings complete to: what every laboratory's decoding ends with.
  ///
  /// - Throws: `LabError.badConfiguration` naming the first setting that differs.
  package func require(completed: Self) throws(LabError) {
    guard completed != self else { return }
    let other = Self.settings.settings.first { $0.text(completed) != $0.text(self) }
    throw .badConfiguration(
      key: other?.key.rawValue ?? "configuration", found: "\"\(other?.text(self) ?? "")\"",
      expected: other.map { "\"\($0.text(completed))\", as goes with the other settings" }
        ?? "one that its own settings complete to")
  }

  /// Everything but the seed, to average over seeds.
  package var withoutSeed: Self {
    var configuration = self
    configuration.seed = 0
    return configuration
  }
}
