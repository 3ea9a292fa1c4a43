import Foundation
import LabBase
import LabImages
import Nets

/// A set of labelled images, named by a short text.
///
/// | text | images |
/// |---|---|
/// | `cifar10:train`, `mnist:test` | a whole split, likewise `fashion`, `cifar100` |
/// | `cifar10:train/0..9999` | images 0 to 9,999 of a split, both included |
/// | `builtin:digits/600` | 600 seeded variations of the digits that the lab draws: 0, 1 … 9, 0 … |
/// | `builtin:digits-test/300` | as many others, none of which is among those |
package struct LabelledSetSpec: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of set a text can name.
  enum Source: Equatable, Hashable, Sendable {
    case split(DatasetKind, DatasetSplit, ClosedRange<Int>?)
    case digits(DatasetSplit, Int)
  }

  /// Digits to test on where nothing is said.
  private static let usualTestDigits = 300

  let source: Source

  /// Reads a text; what it names is not looked for.
  ///
  /// - Parameter key: name of the setting in errors.
  /// - Throws: `LabError.badConfiguration` of `key`, saying what is allowed.
  package init(parsing text: String, key: String) throws(LabError) {
    let test = "builtin:digits-test/"
    let drawn = text.hasPrefix(test) ? "builtin:digits/" + text.dropFirst(test.count) : text
    do throws(LabError) {
      switch try TrainingSpec(parsing: drawn).source {
      case .split(let kind, let split, let range): source = .split(kind, split, range)
      case .digits(let count): source = .digits(drawn == text ? .train : .test, count)
      case .images: throw Self.problem(text, key)
      }
    } catch {
      // What is wrong with a range is said; that it is no image either is beside the point.
      guard case .badConfiguration(_, let found, let expected) = error, expected.contains("FIRST") else {
        throw Self.problem(text, key)
      }
      throw .badConfiguration(key: key, found: found, expected: expected)
    }
  }

  /// Reads alternatives with `|` between them and takes the first whose data are on this machine, or the first of all,
  /// whose loading says what is missing.
  ///
  /// - Throws: `LabError.badConfiguration` of `key` where any of them cannot be read.
  package init(
    firstPresentOf text: String, locator: DatasetLocator, key: String
  ) throws(LabError) {
    var specs: [LabelledSetSpec] = []
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      specs.append(try LabelledSetSpec(parsing: part.trimmed, key: key))
    }
    self = specs.first { $0.isPresent(in: locator) } ?? specs[0]
  }

  private init(_ source: Source) { self.source = source }

  /// The canonical text, which parses to an equal value.
  package var description: String {
    switch source {
    case .split(let kind, let split, nil): "\(kind.rawValue):\(split.rawValue)"
    case .split(let kind, let split, let range?):
      "\(kind.rawValue):\(split.rawValue)/\(range.lowerBound)..\(range.upperBound)"
    case .digits(.train, let count): "builtin:digits/\(count)"
    case .digits(.test, let count): "builtin:digits-test/\(count)"
    }
  }

  /// What to say where files of its split are missing; nil where all are here.
  package func incompleteness(in locator: DatasetLocator) -> String? {
    guard case .split(let kind, let split, _) = source, let paths = locator.files(of: kind, split: split)
    else {
      return nil
    }
    let names = kind.fileNames(of: split)
    return paths.count == names.count
      ? nil
      : "\(kind.rawValue):\(split.rawValue) is the \(paths.count) of its \(names.count) files that are here, up to "
        + "the first that is missing (\(names[paths.count]))"
  }

  /// Number of classes.
  package var classCount: Int {
    if case .split(let kind, _, _) = source { kind.classCount } else { LabelledImages.usualClassCount }
  }

  /// What to say where this set's labels are not names of another's classes; nil where they are the same things.
  package func mismatch(asTestOf training: LabelledSetSpec) -> String? {
    classes == training.classes
      ? nil : "the classes of \(self) are not those of \(training): a label counts as the class of its number"
  }

  /// What its labels are about: drawn digits are the classes of MNIST.
  private var classes: DatasetKind {
    if case .split(let kind, _, _) = source { kind } else { .mnist }
  }

  /// The set's images to test on: all of its test split, or drawn ones.
  package var testSet: LabelledSetSpec {
    switch source {
    case .split(let kind, _, _): LabelledSetSpec(.split(kind, .test, nil))
    case .digits: LabelledSetSpec(.digits(.test, Self.usualTestDigits))
    }
  }

  /// Whether the data set is there; whether it has so many images is not looked at.
  package func isPresent(in locator: DatasetLocator) -> Bool {
    if case .split(let kind, let split, _) = source { locator.has(kind, split: split) } else { true }
  }

  /// Reads or draws the images.
  ///
  /// - Parameter key: name of the setting in errors about the text.
  /// - Throws: `badConfiguration` of `key` for a range past the end of a split, and what reading a data set throws.
  package func load(from locator: DatasetLocator, key: String) throws(LabError) -> LabelledImages {
    switch source {
    case .split(let kind, let split, let range):
      let images = try locator.open(kind, split: split, limit: range.map { $0.upperBound + 1 })
      guard let range else { return images }
      guard range.upperBound < images.count else {
        throw .badConfiguration(
          key: key, found: "\(self)",
          expected: "images from 0 to \(images.count - 1), those of \(images.name)")
      }
      return images[range]
    case .digits(.train, let count): return TrainingSpec.drawnDigits(count, name: description)
    case .digits(.test, let count): return .builtInDigits(.test, count: count)
    }
  }

  private static func problem(_ text: String, _ key: String) -> LabError {
    .badConfiguration(
      key: key, found: "\"\(text)\"",
      expected: "a set with labels: mnist:train, mnist:train/0..999 (or fashion, cifar10, cifar100; test), "
        + "builtin:digits/600 or builtin:digits-test/300, digits from 1 to \(TrainingSpec.largestDrawnSet)")
  }
}
