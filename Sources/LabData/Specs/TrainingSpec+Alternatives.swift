import Foundation
import LabBase

extension TrainingSpec {
  /// Reads alternatives with `|` between them and takes the first whose data are on this machine:
  /// `cifar10:9 | builtin:scene/0` is the built-in scene where CIFAR-10 is absent.
  ///
  /// A recipe can so ask for photographs and yet run anywhere; what a run is known by is the one that was taken.
  /// If none is present it is the first, whose loading says what is missing.
  ///
  /// - Throws: `LabError.badConfiguration(key:found:expected:)` where any of them cannot be read.
  package init(firstPresentOf text: String, locator: DatasetLocator) throws(LabError) {
    var specs: [TrainingSpec] = []
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      specs.append(try TrainingSpec(parsing: part.trimmed))
    }
    self = specs.first { $0.isPresent(in: locator) } ?? specs[0]
  }

  private func isPresent(in locator: DatasetLocator) -> Bool {
    switch source {
    case .images(let specs): specs.allSatisfy { $0.isPresent(in: locator) }
    case .split(let kind, let split, _): locator.has(kind, split: split)
    case .digits: true
    }
  }
}

extension ImageSpec {
  /// Whether the file or the data set is there; whether the data set has such an image is not looked at.
  fileprivate func isPresent(in locator: DatasetLocator) -> Bool {
    switch source {
    case .firstOfClass(let kind, _): locator.folder(of: kind) != nil
    case .image(let kind, let split, _): locator.has(kind, split: split)
    case .file(let path): FileManager.default.fileExists(atPath: path)
    case .digit, .garment, .glyph, .scene, .pattern: true
    }
  }
}
