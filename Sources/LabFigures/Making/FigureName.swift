import LabBase
import LabRuns

/// What the files of a figure are called: its name, its preset and the settings that win over the recipe's, so that no
/// two of these share a file.
package struct FigureName: Equatable, Sendable {
  /// The beginning of every file's name: `cnn-depth-quick`, `cnn-depth-quick-image-builtin-3-seed-0..4`.
  package let stem: String
  private let figure: String

  /// Most characters that stand for settings; of more a digest tells the rest.
  private static let limit = 60

  /// Names the files of a figure.
  ///
  /// A colon becomes a dash. A value that is changed otherwise, such as the path of a file, which loses its folders,
  /// and settings that are cut short are followed by `_` and a digest of all that was said.
  package init<Configuration>(
    _ figure: String, preset: FigurePresetName, overrides: Settings, table: SettingTable<Configuration>
  ) {
    self.figure = figure
    let given = table.settings.compactMap { setting in overrides[setting.key].map { (setting, $0) } }
    let words = given.map { "-\($0.flag)-\(Self.part(of: $0.shown($1)))" }.joined()
    let isWhole =
      words.count <= Self.limit
      && given.allSatisfy { setting, text in
        setting.shown(text) == text && Self.part(of: text) == text.replacing(":", with: "-")
      }
    let digest = Digest.sha256(Array(given.map { "\($0.flag)=\($1)\n" }.joined().utf8)).prefix(8)
    stem = "\(figure)-\(preset.rawValue)\(words.prefix(Self.limit))\(isWhole ? "" : "_\(digest)")"
  }

  /// The name of one of its pictures without the ending: the stem for the first, which stands for the figure, and with
  /// the kind for the others; a kind named after the figure does not say it twice.
  package func picture(_ kind: String, isFirst: Bool) -> String {
    if isFirst { return stem }
    return "\(stem)-\(kind.hasPrefix(figure + "-") ? String(kind.dropFirst(figure.count + 1)) : kind)"
  }

  private static func part(of text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || "-.,+_".contains($0) ? $0 : "-" })
  }
}
