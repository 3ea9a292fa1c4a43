import Nets
import Yams

/// What a recipe can say about a picture beside its kind; what it leaves out the kind decides.
public struct PictureOptions: Codable, Equatable, Sendable {
  /// The setting along the horizontal axis of curves; `depth` by default.
  public var over: ExperimentKey?
  /// The setting whose values have panels of their own.
  public var by: ExperimentKey?
  /// The setting whose values are the curves; without it the probe families are.
  public var curves: ExperimentKey?
  /// The setting of a table's rows; `depth` by default.
  public var rows: ExperimentKey?
  /// The setting of a table's columns; `width` by default.
  public var columns: ExperimentKey?
  /// The probe family that a table, or a curve a setting, is about; by default `digits`, of colour nets `natural`.
  public var probe: ProbeFamily?
  /// Images that nets are asked about beside their training image, as SPECs.
  public var inputs: [String]?
  /// The depths of which the nets before training are drawn too.
  public var untrained: [Int]?
  /// Labelled images that a classifier is given, the first so many; all by default.
  public var trainImages: Int?
  /// Images that are classified, the first so many; all by default.
  public var testImages: Int?
  /// Heights and widths, in pixels, of the images that nets are asked about; those of ``usualSizes`` by default.
  public var sizes: [Int]?

  /// Quarter to four times the size of MNIST's images.
  public static let usualSizes = [7, 14, 28, 56, 84, 112]

  /// Makes options that say nothing.
  public init() {}

  private enum Key: String, CaseIterable {
    case over, by, curves, rows, columns, probe, inputs, untrained, trainImages, testImages, sizes
  }

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  init(_ mapping: [(key: String, value: Node)], name: String) throws(LabError) {
    for (word, value) in mapping {
      guard let key = Key(rawValue: word) else {
        throw .badConfiguration(
          key: "\(name): \(word)", found: "an unknown option",
          expected: Spelling.choices(for: word, among: Key.allCases.map(\.rawValue)))
      }
      let place = "\(name): \(word)"
      switch key {
      case .over:
        over = try Self.choice(value, place)
        guard over?.isNumeric == true else {
          throw .badConfiguration(
            key: place, found: value.scalar?.string ?? "", expected: "a setting of numbers, for it is an axis"
          )
        }
      case .by: by = try Self.choice(value, place)
      case .curves: curves = try Self.choice(value, place)
      case .rows: rows = try Self.choice(value, place)
      case .columns: columns = try Self.choice(value, place)
      case .probe: probe = try Self.choice(value, place)
      case .inputs: inputs = try Self.texts(value, place)
      case .untrained: untrained = try Self.numbers(value, place)
      case .trainImages: trainImages = try Self.number(value, place)
      case .testImages: testImages = try Self.number(value, place)
      case .sizes: sizes = try Self.sizes(value, place)
      }
    }
  }

  /// These options with those of `upper` laid over them.
  func overlaid(with upper: PictureOptions) -> PictureOptions {
    var options = self
    options.over = upper.over ?? over
    options.by = upper.by ?? by
    options.curves = upper.curves ?? curves
    options.rows = upper.rows ?? rows
    options.columns = upper.columns ?? columns
    options.probe = upper.probe ?? probe
    options.inputs = upper.inputs ?? inputs
    options.untrained = upper.untrained ?? untrained
    options.trainImages = upper.trainImages ?? trainImages
    options.testImages = upper.testImages ?? testImages
    options.sizes = upper.sizes ?? sizes
    return options
  }

  /// One text or a list of them.
  private static func texts(_ node: Node, _ place: String) throws(LabError) -> [String] {
    let texts = (node.sequence.map(Array.init) ?? [node]).map { $0.scalar?.string ?? "" }
    guard !texts.isEmpty, !texts.contains("") else {
      throw .badConfiguration(
        key: place, found: "an empty text or a mapping", expected: "a text or a list of them")
    }
    return texts
  }

  /// One number from 1 on or a list of them.
  private static func number(_ node: Node, _ place: String) throws(LabError) -> Int {
    let numbers = try numbers(node, place)
    guard numbers.count == 1 else {
      throw .badConfiguration(key: place, found: "\(numbers.count) numbers", expected: "one")
    }
    return numbers[0]
  }

  private static func numbers(_ node: Node, _ place: String) throws(LabError) -> [Int] {
    var numbers: [Int] = []
    for text in try texts(node, place) {
      guard let number = Int(text), number >= 1 else {
        throw .badConfiguration(key: place, found: "\"\(text)\"", expected: "a whole number from 1 on")
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: Node, _ place: String
  ) throws(LabError) -> Choice {
    let word = node.scalar?.string ?? ""
    guard let choice = Choice(rawValue: word) else {
      throw .badConfiguration(
        key: place, found: "\"\(word)\"",
        expected: Spelling.choices(for: word, among: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  private static func sizes(_ node: Node, _ place: String) throws(LabError) -> [Int] {
    let nodes = node.sequence.map(Array.init) ?? [node]
    let sizes = nodes.compactMap(\.int).filter { (1...SettingParser.largestSize).contains($0) }
    guard sizes.count == nodes.count, !sizes.isEmpty else {
      throw .badConfiguration(
        key: place, found: "something else",
        expected: "a list of whole numbers of pixels from 1 to \(SettingParser.largestSize)")
    }
    return sizes
  }
}
