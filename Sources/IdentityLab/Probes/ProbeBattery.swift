import LabBase
import LabData
import LabImages
import Nets

/// The probe images every net of a figure is shown: one ``ProbeSet`` a family, in ``ProbeFamily``'s order.
///
/// A battery depends on nothing but the arguments it is made from, so that every row of a grid, every run of a
/// sweep and every later evaluation sees the same images. Its seed is its own, not the run's: nets that differ in
/// their seed must be compared on equal inputs.
///
/// Every family but `training` holds 20 images by default, for a mean correlation of 20 images is good to about
/// ±0.03, less than what separates the depths compared. The first image of a pattern, glyph or garment is its
/// canonical form; digits, which are usually drawn as the training image is, are all variations. Pictures are grey;
/// in a battery of three channels they are repeated over the channels, but noise is drawn for each channel, and one
/// more family holds natural images, which are in colour.
package struct ProbeBattery: Equatable, Sendable {
  /// Shape of every image.
  package let shape: ImageShape
  /// How the images were standardised; undoes it for drawing.
  package let normalization: Normalization
  /// One set a family, in the families' order.
  package let sets: [ProbeSet]

  /// The default seed of a battery: 0, whatever the run's seed.
  package static let defaultSeed: UInt64 = 0
  /// The default number of images in each family but `training`: 20.
  package static let defaultImagesPerFamily = 20

  /// Builds the battery for the images of a training.
  ///
  /// - Parameters:
  ///   - trainingImages: The image trained on, x̂, or several; the similarity inputs are made around the first. Of
  ///     a whole set those that are to be shown. At least one. They are fitted to `shape`'s channels and resized to
  ///     its size.
  ///   - source: Where digits, garments and natural images come from.
  ///   - locator: Finds the data sets `source` names.
  ///   - shape: Channels, height and width of every image; need not be the training image's.
  ///   - normalization: Standardisation of every image, the one the net was trained with.
  ///   - seed: Seed of all choices and variations.
  ///   - imagesPerFamily: Images in each family but `training`; at least 3, which is what it
  ///     takes for as many blends.
  ///   - threads: How many pictures are drawn at a time; they have the same bits for any number.
  ///   - onProgress: Told the share done every now and then.
  /// - Throws: `badConfiguration` for fewer than 3 images a family or a size at which nothing can differ from the
  ///   training image; `missingInput` or `badData` where a named data set is absent, broken or too small.
  package init(
    trainingImages: [Image], source: ProbeSource, locator: DatasetLocator, shape: ImageShape,
    normalization: Normalization, seed: UInt64 = ProbeBattery.defaultSeed,
    imagesPerFamily: Int = ProbeBattery.defaultImagesPerFamily, threads: Int = 1,
    onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    precondition(!trainingImages.isEmpty, "a battery needs a training image")
    guard imagesPerFamily >= 3 else {
      throw .badConfiguration(key: "imagesPerFamily", found: "\(imagesPerFamily)", expected: "at least 3")
    }
    let builder = ProbeBuilder(
      trainingImages: trainingImages, shape: shape, count: imagesPerFamily,
      key: RandomKey(seed: seed).deriving("probes"), threads: threads)
    // Training images and blends take no time worth a word.
    let toDraw = Double((source.families.count - 2) * imagesPerFamily)
    var drawn = 0
    func advance(_ count: Int) {
      drawn += count
      onProgress(Double(drawn) / toDraw)
    }
    let digits = try Self.digits(source.digits, locator, builder, advance)
    var sets: [ProbeSet] = []
    for family in source.families {
      let probes: [Probe]
      switch family {
      case .training:
        probes = trainingImages.enumerated().map { index, image in
          let label = trainingImages.count == 1 ? "training" : "training \(index + 1)"
          return Probe(label: label, kind: index, image: builder.fitted(image))
        }
      case .digits:
        probes = digits
      case .blends:
        probes = builder.blends(of: digits)
      case .novel:
        probes = try builder.drawn(
          family, names: BuiltInGlyphs.names, canonicalFirst: true, onProbes: advance
        ) {
          BuiltInGlyphs.image(glyph: $0, height: $1, width: $2, variation: $3)
        }
      case .fashion:
        probes = try Self.garments(source.fashion, locator, builder, advance)
      case .natural:
        probes = try Self.natural(source.natural ?? .builtin, locator, builder, advance)
      case .constant, .stripes, .checkerboard, .circle, .uniformNoise, .gaussianNoise:
        probes = try Self.patterns(family, builder, advance)
      }
      let values = probes.flatMap { normalization.standardize($0.image) }
      sets.append(
        ProbeSet(
          family: family, inputs: ImageBatch(shape: shape, values: values), labels: probes.map(\.label)))
    }
    self.shape = shape
    self.normalization = normalization
    self.sets = sets
  }

  private init(shape: ImageShape, normalization: Normalization, sets: [ProbeSet]) {
    self.shape = shape
    self.normalization = normalization
    self.sets = sets
  }

  /// The first images of some families only: a battery that costs less to show to a net.
  func first(_ count: Int, of families: [ProbeFamily]) -> ProbeBattery {
    let kept = sets.filter { families.contains($0.family) }.map { set in
      let taken = min(count, set.count)
      return ProbeSet(
        family: set.family,
        inputs: ImageBatch(shape: shape, values: Array(set.inputs.values.prefix(taken * shape.count))),
        labels: Array(set.labels.prefix(taken)))
    }
    return ProbeBattery(shape: shape, normalization: normalization, sets: kept)
  }

  /// The standardised training image x̂, the first of several: C · H · W values.
  package var trainingImage: [Float] {
    Array(self[.training].inputs[0])
  }

  /// The set of a family, which must be one of the battery's: all but `natural` are, that only in a colour battery.
  package subscript(family: ProbeFamily) -> ProbeSet {
    guard let set = sets.first(where: { $0.family == family }) else {
      preconditionFailure("no family \(family.rawValue) in a battery of \(shape)")
    }
    return set
  }

  private static func digits(
    _ source: ProbeSource.Digits, _ locator: DatasetLocator, _ builder: ProbeBuilder,
    _ advance: (Int) -> Void
  ) throws(LabError) -> [Probe] {
    let names = (0...9).map { "digit \($0)" }
    switch source {
    case .mnist:
      return try builder.chosen(
        .digits, from: locator.open(.mnist, split: .test), names: names, onProbes: advance)
    case .builtin:
      return try builder.drawn(.digits, names: names, canonicalFirst: false, onProbes: advance) {
        BuiltInDigits.image(digit: $0, height: $1, width: $2, variation: $3)
      }
    }
  }

  private static func garments(
    _ source: ProbeSource.Fashion, _ locator: DatasetLocator, _ builder: ProbeBuilder,
    _ advance: (Int) -> Void
  ) throws(LabError) -> [Probe] {
    let names = BuiltInGarments.names
    switch source {
    case .fashion:
      return try builder.chosen(
        .fashion, from: locator.open(.fashion, split: .test), names: names, onProbes: advance)
    case .builtin:
      return try builder.drawn(.fashion, names: names, canonicalFirst: true, onProbes: advance) {
        BuiltInGarments.image(kind: $0, height: $1, width: $2, variation: $3)
      }
    }
  }

  private static func natural(
    _ source: ProbeSource.Natural, _ locator: DatasetLocator, _ builder: ProbeBuilder,
    _ advance: (Int) -> Void
  ) throws(LabError) -> [Probe] {
    switch source {
    case .cifar10:
      let names = [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ]
      return try builder.chosen(
        .natural, from: locator.open(.cifar10, split: .test), names: names, onProbes: advance)
    case .builtin:
      return try builder.drawn(.natural, names: BuiltInScenes.names, canonicalFirst: false, onProbes: advance)
      {
        BuiltInScenes.image(scene: $0, height: $1, width: $2, variation: $3)
      }
    }
  }

  private static func patterns(
    _ family: ProbeFamily, _ builder: ProbeBuilder, _ advance: (Int) -> Void
  ) throws(LabError) -> [Probe] {
    guard let pattern = family.pattern else {
      return []
    }
    let channels = builder.shape.channels
    return try builder.drawn(family, names: [family.title], canonicalFirst: true, onProbes: advance) {
      pattern.image(channels: channels, height: $1, width: $2, variation: $3)
    }
  }
}
