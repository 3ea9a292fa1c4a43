import LabBase
import LabFigures
import LabRuns

/// What a recipe can say about a picture beside its kind; what it leaves out the kind decides.
package struct ReconstructionOptions: PictureOptions {
  /// The setting along the horizontal axis of curves; `depth` by default.
  package var over: SettingKey?
  /// The setting whose values have panels of their own.
  package var by: SettingKey?
  /// The setting whose values are the curves; without it the probe families are.
  package var curves: SettingKey?
  /// The setting of a table's rows; `depth` by default.
  package var rows: SettingKey?
  /// The setting of a table's columns; `width` by default.
  package var columns: SettingKey?
  /// The probe family that a table, or a curve a setting, is about; by default `digits`, of colour nets `natural`.
  package var probe: ProbeFamily?
  /// The probe families whose curves are drawn; by default the kind of picture decides.
  package var probes: [ProbeFamily]?
  /// The probe families of which a table shows answers beside its numbers; by default none.
  package var tiles: [ProbeFamily]?
  /// Which values tiles draw as black and white: those of pixels by default, or each tile's own least and greatest.
  package var scaling: TileRange?
  /// What curves show beside correlations.
  package var also: [RunNumber]?
  /// Whether curves of what the tangent kernel predicts are drawn beside those of the nets.
  package var kernel: Bool?
  /// Images that nets are asked about beside their training image, as SPECs.
  package var inputs: [String]?
  /// The depths of which the nets before training are drawn too.
  package var untrained: [Int]?
  /// The depths of which iterates are drawn; all by default.
  package var depths: [Int]?
  /// Labelled images that a classifier is given, the first so many; all by default.
  package var trainImages: Int?
  /// Images that are classified, the first so many; all by default.
  package var testImages: Int?
  /// Heights and widths, in pixels, of the images that nets are asked about; those of ``usualSizes`` by default.
  package var sizes: [Int]?

  enum CodingKeys: String, CodingKey {
    case over, by, curves, rows, columns, probe, probes, tiles, scaling, also, kernel, inputs, untrained,
      depths
    case trainImages, testImages, sizes
  }

  /// Quarter to four times the size of MNIST's images.
  package static let usualSizes = [7, 14, 28, 56, 84, 112]

  /// Makes options that say nothing.
  package init() {}

  /// The options that may be given.
  package static let names = [
    "over", "by", "curves", "rows", "columns", "probe", "probes", "tiles", "scaling", "also", "kernel",
    "inputs", "untrained", "depths", "trainImages", "testImages", "sizes",
  ]

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  package init(_ value: YAMLValue) throws(LabError) {
    var fields = try YAMLMapping(value, keys: Self.names, noun: "option")
    over = try Self.setting(&fields, "over")
    by = try Self.setting(&fields, "by")
    curves = try Self.setting(&fields, "curves")
    rows = try Self.setting(&fields, "rows")
    columns = try Self.setting(&fields, "columns")
    if let word = fields.take("probe") { probe = try word.choice() }
    probes = try Self.choices(&fields, "probes")
    tiles = try Self.choices(&fields, "tiles")
    if let word = fields.take("scaling") { scaling = try word.choice() }
    also = try Self.choices(&fields, "also")
    if let word = fields.take("kernel") {
      guard let isDrawn = word.text.flatMap(Bool.init) else {
        throw .badConfiguration(key: word.place, found: word.text ?? "a list", expected: "true or false")
      }
      kernel = isDrawn
    }
    inputs = try fields.take("inputs")?.texts()
    untrained = try fields.take("untrained")?.integers(in: 1...Int.max)
    depths = try fields.take("depths")?.integers(in: 1...Int.max)
    trainImages = try fields.take("trainImages")?.integer(in: 1...Int.max)
    testImages = try fields.take("testImages")?.integer(in: 1...Int.max)
    sizes = try fields.take("sizes")?.integers(in: 1...ReconstructionConfiguration.largestSize)
    try validate(at: value.place)
  }

  private static func setting(
    _ fields: inout YAMLMapping, _ name: String
  ) throws(LabError) -> SettingKey? {
    guard let value = fields.take(name) else { return nil }
    return try ReconstructionConfiguration.settings.key(named: value.text ?? "", place: value.place)
  }

  /// A word of a closed list, or several.
  private static func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ fields: inout YAMLMapping, _ name: String
  ) throws(LabError) -> [Choice]? {
    try fields.take(name).map { value throws(LabError) in
      var choices: [Choice] = []
      for element in value.elements { choices.append(try element.choice()) }
      return choices
    }
  }

  /// These options with those of `upper` laid over them.
  package func overlaid(with upper: ReconstructionOptions) -> ReconstructionOptions {
    var options = self
    options.over = upper.over ?? over
    options.by = upper.by ?? by
    options.curves = upper.curves ?? curves
    options.rows = upper.rows ?? rows
    options.columns = upper.columns ?? columns
    options.probe = upper.probe ?? probe
    options.probes = upper.probes ?? probes
    options.tiles = upper.tiles ?? tiles
    options.scaling = upper.scaling ?? scaling
    options.also = upper.also ?? also
    options.kernel = upper.kernel ?? kernel
    options.inputs = upper.inputs ?? inputs
    options.untrained = upper.untrained ?? untrained
    options.depths = upper.depths ?? depths
    options.trainImages = upper.trainImages ?? trainImages
    options.testImages = upper.testImages ?? testImages
    options.sizes = upper.sizes ?? sizes
    return options
  }
}
