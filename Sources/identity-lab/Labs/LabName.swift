import ArgumentParser
import IdentityLab
import LabBase
import LabRuns
import MemorisationLab

/// The laboratories of this program, the one that is meant where nothing tells first.
enum LabName: String, CaseIterable, ExpressibleByArgument {
  case reconstruction, memorisation

  /// All of them, for help.
  static let list = allCases.map(\.rawValue).joined(separator: " or ")

  /// The laboratory.
  var laboratory: any ProgramLab.Type {
    switch self {
    case .reconstruction: ReconstructionLab.self
    case .memorisation: MemorisationLab.self
    }
  }

  /// The laboratory of a file.
  ///
  /// What does not tell is given to the first one, which says what is wrong with it.
  ///
  /// - Parameter what: what the file is of, for the error.
  /// - Throws: `LabError.badData` for a laboratory that this program does not have.
  init(_ mark: LabMark?, of what: String) throws(LabError) {
    let name = mark?.lab ?? LabMark.unmarked
    guard let known = Self(rawValue: name) else {
      throw .badData(
        path: what, expected: "something of the laboratory \(Self.list)", found: "one of \(name)")
    }
    self = known
  }

  /// Those of some laboratories that know what is asked for.
  ///
  /// - Parameter check: throws for a laboratory that does not.
  /// - Throws: `LabError`, the first one's, where none knows it.
  static func knowing(
    among labs: [LabName], _ check: (any ProgramLab.Type) throws(LabError) -> Void
  ) throws(LabError) -> [LabName] {
    var known: [LabName] = []
    var problem: LabError?
    for lab in labs {
      do throws(LabError) {
        try check(lab.laboratory)
        known.append(lab)
      } catch {
        problem = problem ?? error
      }
    }
    if let problem, known.isEmpty { throw problem }
    return known
  }

  /// The flags of its settings.
  var flags: [String] { Self.flags(of: laboratory) }

  /// The words that its settings are called by.
  var words: [String] { Self.words(of: laboratory) }

  /// Whether it has a setting.
  func has(_ setting: GivenSetting) -> Bool { words.contains(setting.key.rawValue) }

  /// What its nets do.
  var subject: String { laboratory.subject }

  private static func flags<L: ProgramLab>(of _: L.Type) -> [String] {
    L.Configuration.settings.settings.map(\.flag)
  }

  private static func words<L: ProgramLab>(of _: L.Type) -> [String] { L.Configuration.settings.words }
}
