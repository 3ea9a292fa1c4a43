import LabBase
import LabImages

/// A picture named by a short text, such as `mnist:7`, `builtin:glyph/A` or `photos/cat.png`.
///
/// | text | picture |
/// |---|---|
/// | `mnist:7`, `fashion:7`, `cifar10:7` | first image of class 7 of the training split, or of the test split if only that is there |
/// | `mnist:test/123`, `mnist:train/5` | image 123 of a split, counted from 0; likewise `fashion`, `cifar10` |
/// | `builtin:7`, `builtin:garment/3`, `builtin:glyph/A` | a grey shape the lab draws |
/// | `builtin:scene/3` | a colour picture the lab draws |
/// | `pattern:stripes` | a generated pattern |
/// | `path.png` | a PNG file; the path must have a dot or a slash in it (`./name` if need be) |
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

  /// How such a picture is standardised unless something else is asked for.
  var usualNormalization: Normalization {
    switch source {
    case .firstOfClass(.cifar10, _), .image(.cifar10, _, _), .scene: .cifar10
    default: .mnist
    }
  }

  /// Reads or draws the picture.
  ///
  /// - Parameters:
  ///   - locator: Where data sets are; only as much of one is read as the picture needs.
  ///   - size: Height and width to draw at or to resize to; nil keeps a stored picture's own and draws at 28×28,
  ///     colour pictures at 32×32.
  /// - Returns: One channel for grey pictures, three for colour.
  /// - Throws: `badConfiguration` for an index past the end of a split, `badData` for a split without the class,
  ///   and what reading the data set or the file throws.
  package func load(from locator: DatasetLocator, size: (height: Int, width: Int)?) throws(LabError) -> Image
  {
    let (height, width) = size ?? (Self.drawnSize, Self.drawnSize)
    switch source {
    case .firstOfClass(let kind, let label):
      return Self.fitted(try Self.firstImage(of: kind, label: label, from: locator), to: size)
    case .image(let kind, let split, let index):
      return Self.fitted(try image(of: kind, split: split, at: index, from: locator), to: size)
    case .digit(let digit):
      return BuiltInDigits.image(digit: digit, height: height, width: width, variation: nil)
    case .garment(let garment):
      return BuiltInGarments.image(kind: garment, height: height, width: width, variation: nil)
    case .glyph(let glyph):
      return BuiltInGlyphs.image(glyph: glyph, height: height, width: width, variation: nil)
    case .scene(let scene):
      let usual = BuiltInScenes.usualSize
      return BuiltInScenes.image(
        scene: scene, height: size?.height ?? usual, width: size?.width ?? usual, variation: nil)
    case .pattern(let pattern):
      return pattern.image(channels: 1, height: height, width: width, variation: nil)
    case .file(let path):
      return Self.fitted(try PNGFile.read(path), to: size)
    }
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

  private static func fitted(_ image: Image, to size: (height: Int, width: Int)?) -> Image {
    size.map { image.resized(height: $0.height, width: $0.width) } ?? image
  }
}
