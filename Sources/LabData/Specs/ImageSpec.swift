import LabBase
import LabImages

/// A picture named by a short text, such as `mnist:7`, `builtin:glyph/A` or `photos/cat.png`.
///
/// | text | picture |
/// |---|---|
/// | `mnist:7`, `fashion:7`, `cifar10:7`, `cifar100:71` | first image of class 7 of the training split, or of the test split if only that is there |
/// | `mnist:test/123`, `mnist:train/5` | image 123 of a split, counted from 0; likewise `fashion`, `cifar10`, `cifar100` |
/// | `builtin:7`, `builtin:garment/3`, `builtin:glyph/A` | a grey shape the lab draws |
/// | `builtin:scene/3` | a colour picture the lab draws |
/// | `pattern:stripes` | a generated pattern |
/// | `path.png`, `path.jpg` | a PNG or JPEG file, told apart by content; the path must have a dot or a slash in it (`./name` if need be) |
package struct ImageSpec: Equatable, Sendable, CustomStringConvertible {
  /// The kinds of picture a text can name.
  enum Source: Equatable, Sendable {
    case firstOfClass(DatasetKind, Int)
    case image(DatasetKind, DatasetSplit, Int)
    case digit(Int)
    case garment(Int)
    case glyph(Int)
    case scene(Int)
    case pattern(Pattern)
    case file(String)
  }

  /// Name of the setting in errors.
  static let key = "image"
  /// Height and width of drawn grey pictures unless a size is given, that of MNIST's.
  static let drawnSize = 28

  let source: Source

  /// The canonical text, which parses to an equal value.
  package var description: String {
    switch source {
    case .firstOfClass(let kind, let label): "\(kind.rawValue):\(label)"
    case .image(let kind, let split, let index): "\(kind.rawValue):\(split.rawValue)/\(index)"
    case .digit(let digit): "builtin:\(digit)"
    case .garment(let garment): "builtin:garment/\(garment)"
    case .glyph(let glyph): "builtin:glyph/\(BuiltInGlyphs.names[glyph])"
    case .scene(let scene): "builtin:scene/\(scene)"
    case .pattern(let pattern): "pattern:\(pattern.rawValue)"
    case .file(let path): path
    }
  }

  /// How such a picture is standardised unless something else is asked for: CIFAR-10's by its own constants, and so
  /// any other of three channels; grey ones by MNIST's.
  func usualNormalization(channels: Int) -> Normalization {
    switch source {
    case .firstOfClass(.cifar10, _), .image(.cifar10, _, _): .cifar10
    case .firstOfClass(.cifar100, _), .image(.cifar100, _, _): .cifar10
    default: channels == 3 ? .cifar10 : .mnist
    }
  }

  /// Reads or draws the picture.
  ///
  /// - Parameters:
  ///   - locator: Where data sets are; only as much of one is read as the picture needs.
  ///   - form: Part, colours and size. Without a size a stored picture keeps its own, grey ones are drawn at 28×28 and
  ///     colour pictures at 32×32. What is drawn has no parts.
  ///   - files: Picture files that were read already; others are read from where the SPEC says.
  /// - Returns: One channel for grey pictures, three for colour.
  /// - Throws: `badConfiguration` for an index past the end of a split or a part that is not there, `badData` for a
  ///   split without the class, and what reading the data set or the file throws.
  package func load(
    from locator: DatasetLocator, form: PictureForm, files: [PictureBytes] = []
  ) throws(LabError) -> Image {
    switch source {
    case .firstOfClass(let kind, let label):
      return try form.applied(to: Self.firstImage(of: kind, label: label, from: locator), name: description)
    case .image(let kind, let split, let index):
      return try form.applied(to: image(of: kind, split: split, at: index, from: locator), name: description)
    case .file(let path):
      if let known = files.first(where: { $0.path == path }) {
        return try form.applied(to: known.image(), name: path)
      }
      return try form.applied(to: PictureBytes(reading: path).image(), name: path)
    case .digit(let digit):
      return try drawn(form, usualSize: Self.drawnSize) {
        BuiltInDigits.image(digit: digit, height: $0, width: $1, variation: nil)
      }
    case .garment(let garment):
      return try drawn(form, usualSize: Self.drawnSize) {
        BuiltInGarments.image(kind: garment, height: $0, width: $1, variation: nil)
      }
    case .glyph(let glyph):
      return try drawn(form, usualSize: Self.drawnSize) {
        BuiltInGlyphs.image(glyph: glyph, height: $0, width: $1, variation: nil)
      }
    case .scene(let scene):
      return try drawn(form, usualSize: BuiltInScenes.usualSize) {
        BuiltInScenes.image(scene: scene, height: $0, width: $1, variation: nil)
      }
    case .pattern(let pattern):
      return try drawn(form, usualSize: Self.drawnSize) {
        pattern.image(channels: 1, height: $0, width: $1, variation: nil)
      }
    }
  }

  private func drawn(
    _ form: PictureForm, usualSize: Int, _ draw: (_ height: Int, _ width: Int) -> Image
  ) throws(LabError) -> Image {
    guard form.crop == nil else { throw Self.noParts(of: description) }
    let (height, width) = form.size?.extents(ofHeight: 1, width: 1) ?? (usualSize, usualSize)
    let image = draw(height, width)
    return form.isGray ? image.converted(toChannels: 1) : image
  }

  /// The error of asking for a part of a picture that is drawn.
  static func noParts(of name: String) -> LabError {
    .badConfiguration(
      key: "crop", found: "a part of \(name)",
      expected: "a picture of a file or a data set: this one is drawn, whole, at any size")
  }

  private static func firstImage(
    of kind: DatasetKind, label: Int, from locator: DatasetLocator
  ) throws(LabError) -> Image {
    let hasOnlyTest = !locator.has(kind, split: .train) && locator.has(kind, split: .test)
    let images = try locator.read(
      kind, split: hasOnlyTest ? .test : .train, extent: .throughFirst(label: UInt8(label)))
    guard let index = images.firstIndex(ofLabel: label) else {
      throw .badData(
        path: images.name, expected: "an image of class \(label)", found: "none among \(images.count) images")
    }
    return try images.image(at: index)
  }

  private func image(
    of kind: DatasetKind, split: DatasetSplit, at index: Int, from locator: DatasetLocator
  ) throws(LabError) -> Image {
    // Parsing lets no index of Int.max through, so the sum cannot overflow.
    let images = try locator.open(kind, split: split, limit: index + 1)
    guard index < images.count else {
      throw .badConfiguration(
        key: Self.key, found: "\(self)",
        expected: "an index from 0 to \(images.count - 1), those of \(images.name)")
    }
    return try images.image(at: index)
  }
}
