import Foundation
import LabBase

/// Which laboratory a file is of: the field `lab` of its JSON, beside whatever else it holds.
package struct LabMark: Decodable, Equatable, Sendable {
  /// The laboratory of files that name none: the only one there was before files named theirs.
  package static let unmarked = "reconstruction"

  /// The laboratory's name, ``Lab/name``.
  package let lab: String

  /// The field's name.
  package static let key = CodingKeys.lab.rawValue

  private enum CodingKeys: String, CodingKey { case lab }

  /// Takes a name from a file that may name none.
  package init(named name: String?) { lab = name ?? Self.unmarked }

  /// Reads the mark of a YAML mapping that may name no laboratory.
  package init(_ value: YAMLValue?) {
    self.init(named: value?.pairs?.first { $0.key == Self.key }?.value.text)
  }

  /// Reads the mark of an object that may name no laboratory.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(named: try container.decodeIfPresent(String.self, forKey: .lab))
  }

  /// Reads the mark of a file's JSON; nil of a file that cannot be read or holds no object.
  package init?(reading path: String) {
    guard let bytes = try? AtomicFile.read(path) else { return nil }
    self.init(json: bytes)
  }

  /// Reads the mark of a JSON text; nil of one that is no object.
  package init?(json bytes: some Sequence<UInt8>) {
    guard let mark = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = mark
  }

  /// Requires that something is of a laboratory.
  ///
  /// - Parameter what: what it is of, for the error, such as `run 3f2a…`.
  /// - Throws: `LabError.badConfiguration` naming both laboratories.
  package func require<L: Lab>(_: L.Type, of what: String) throws(LabError) {
    guard lab != L.name else { return }
    throw .badConfiguration(
      key: what, found: "something of the laboratory \(lab)", expected: "something of \(L.name)")
  }
}
