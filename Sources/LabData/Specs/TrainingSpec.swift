import LabBase
import LabImages
import Nets

/// What a net is trained on, named by a short text: an image, several joined by `+`, or a whole set.
///
/// | text | training images |
/// |---|---|
/// | an ``ImageSpec``'s, such as `mnist:7` | that one |
/// | `mnist:7+mnist:4+cat.png` | each of them; a file that others follow must end in `.png`, `.jpg` or `.jpeg` |
/// | `mnist:train`, `mnist:test` | a whole split, likewise `fashion`, `cifar10`, `cifar100` |
/// | `mnist:train/0..999` | images 0 to 999 of a split, both included |
/// | `builtin:digits/600` | 600 seeded variations of the digits that the lab draws: 0, 1 … 9, 0 … |
package struct TrainingSpec: Equatable, Sendable, CustomStringConvertible {
  /// The kinds of training set a text can name.
  enum Source: Equatable, Sendable {
    case images([ImageSpec])
    case split(DatasetKind, DatasetSplit, ClosedRange<Int>?)
    case digits(Int)
  }

  /// Most digits that are drawn for one set, as many as MNIST has.
  static let largestDrawnSet = 60_000

  let source: Source

  /// The canonical text, which parses to an equal value; a single image's is that of its ``ImageSpec``.
  package var description: String {
    switch source {
    case .images(let specs): specs.map(\.description).joined(separator: "+")
    case .split(let kind, let split, nil): "\(kind.rawValue):\(split.rawValue)"
    case .split(let kind, let split, let range?):
      "\(kind.rawValue):\(split.rawValue)/\(range.lowerBound)..\(range.upperBound)"
    case .digits(let count): "builtin:digits/\(count)"
    }
  }

  /// Whether it is a whole set, whose images stand for a kind and not for themselves: none is *the* constant.
  package var isWholeSet: Bool {
    if case .images = source { false } else { true }
  }

  /// How many images there are; nil of a whole split, which only reading tells.
  package var imageCount: Int? {
    switch source {
    case .images(let specs): specs.count
    case .split(_, _, nil): nil
    case .split(_, _, let range?): range.count
    case .digits(let count): count
    }
  }

  /// Paths of the image files among them.
  package var files: [String] {
    guard case .images(let specs) = source else { return [] }
    return specs.compactMap { if case .file(let path) = $0.source { path } else { nil } }
  }

  /// How such images are standardised unless something else is asked for: CIFAR-10's and others of three channels by
  /// its constants, grey ones by MNIST's.
  package func usualNormalization(channels: Int) -> Normalization {
    switch source {
    case .images(let specs): specs[0].usualNormalization(channels: channels)
    case .split(let kind, _, _): kind == .cifar10 || kind == .cifar100 ? .cifar10 : .mnist
    case .digits: .mnist
    }
  }

  /// SPECs of the images that measurements compare with: those of a list, the first of a split; of drawn digits the
  /// set's own, whose one reference is its first image.
  package var constantNames: [String] {
    switch source {
    case .images(let specs): specs.map(\.description)
    case .split(let kind, let split, let range):
      ["\(kind.rawValue):\(split.rawValue)/\(range?.lowerBound ?? 0)"]
    case .digits: [description]
    }
  }

  /// A training set's text as pictures show it, files without their folders: a path may tell a user's name.
  ///
  /// Of alternatives with `|` between them each is named.
  package static func name(of text: String) -> String {
    let alternatives = text.split(separator: "|", omittingEmptySubsequences: false)
    guard alternatives.count == 1 else {
      return alternatives.map { name(of: $0.trimmed) }.joined(separator: " | ")
    }
    guard let spec = try? TrainingSpec(parsing: text), case .images(let specs) = spec.source else {
      return text
    }
    return specs.map { ImageSpec.name(of: $0.description) }.joined(separator: "+")
  }

  /// Reads or draws the images.
  ///
  /// - Parameters:
  ///   - locator: where data sets are.
  ///   - form: part, colours and size, see ``ImageSpec/load(from:form:files:)``.
  ///   - files: picture files that were read already; others are read from where the text says.
  /// - Throws: `badConfiguration` for images of several shapes, a range past the end of a split or more than
  ///   `LabelledImages.largestSize`, and what reading a data set or a file throws.
  package func load(
    from locator: DatasetLocator, form: PictureForm, files: [PictureBytes] = []
  ) throws(LabError) -> TrainingSet {
    switch source {
    case .images(let specs):
      var images: [Image] = []
      for spec in specs {
        // A first image tells the shape that all must have.
        if let shape = images.first?.shape {
          try LabelledImages.requireRoom(
            for: specs.count, of: shape, key: ImageSpec.key, bytesPerValue: MemoryLayout<Float>.stride)
        }
        images.append(try spec.load(from: locator, form: form, files: files))
      }
      let shapes = images.map(\.shape)
      guard let other = shapes.firstIndex(where: { $0 != shapes[0] }) else { return TrainingSet(images) }
      throw .badConfiguration(
        key: ImageSpec.key, found: "\(specs[0]) of \(shapes[0]) and \(specs[other]) of \(shapes[other])",
        expected: "training images of one shape; --size makes them one size, colours stay as they are")
    case .split(let kind, let split, let range):
      let images = try locator.open(kind, split: split, limit: range.map { $0.upperBound + 1 })
      guard let range else { return try TrainingSet(images, form: form) }
      guard range.upperBound < images.count else {
        throw .badConfiguration(
          key: ImageSpec.key, found: "\(self)",
          expected: "images from 0 to \(images.count - 1), those of \(images.name)")
      }
      return try TrainingSet(images[range], form: form)
    case .digits(let count):
      guard form.crop == nil else { throw ImageSpec.noParts(of: description) }
      let usual = ImageSpec.drawnSize
      let (height, width) = form.size?.extents(ofHeight: 1, width: 1) ?? (usual, usual)
      try LabelledImages.requireRoom(
        for: count, of: ImageShape(channels: 1, height: height, width: width),
        key: form.size == nil ? ImageSpec.key : "size")
      return try TrainingSet(Self.drawnDigits(count, name: description, height: height, width: width))
    }
  }

  /// The digits of a drawn set, under a key that no probe has.
  static func drawnDigits(
    _ count: Int, name: String, height: Int = ImageSpec.drawnSize, width: Int = ImageSpec.drawnSize
  ) -> LabelledImages {
    LabelledImages.drawnDigits(
      count, name: name, height: height, width: width,
      key: RandomKey(seed: 0).deriving("training digits"))
  }
}
