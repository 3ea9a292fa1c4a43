import LabImages

/// What a figure's file says about itself: enough to draw it again and to tell whether it came out the same.
///
/// It names no user, host or folder.
package struct FigureMetadata: Equatable, Sendable {
  /// The fully resolved configuration as one JSON text.
  package var configuration: String
  /// The version of the program that drew the figure.
  package var version: String
  /// SHA-256 of the raw data behind the figure: ``RenderableFigure/tileDigest``.
  package var tileDigest: String
  /// The name of the laboratory that can read the configuration; nil in files of before it was recorded, and of pictures
  /// that no laboratory draws.
  package var lab: String?

  /// Makes metadata of the facts.
  package init(configuration: String, version: String, tileDigest: String, lab: String? = nil) {
    self.configuration = configuration
    self.version = version
    self.tileDigest = tileDigest
    self.lab = lab
  }

  /// Reads the facts back from a PNG's texts; nil if one that every picture has is missing.
  package init?(texts: [PNGText]) {
    func text(_ key: Key) -> String? { texts.first { $0.keyword == key.rawValue }?.text }
    guard let configuration = text(.configuration), let version = text(.version),
      let digest = text(.tileDigest)
    else { return nil }
    self.init(configuration: configuration, version: version, tileDigest: digest, lab: text(.lab))
  }

  /// The names of the facts in files, in the order they are written, which is alphabetical.
  package enum Key: String, CaseIterable {
    case configuration = "identity-lab.config"
    case tileDigest = "identity-lab.data-sha256"
    case lab = "identity-lab.lab"
    case version = "identity-lab.version"
  }

  /// What is written under a name; nil where that is nothing.
  func value(_ key: Key) -> String? {
    switch key {
    case .configuration: configuration
    case .lab: lab
    case .tileDigest: tileDigest
    case .version: version
    }
  }

  /// The facts as a PNG stores them.
  var texts: [PNGText] {
    Key.allCases.compactMap { key in value(key).map { PNGText(keyword: key.rawValue, text: $0) } }
  }
}
