import Yams

/// One picture of a figure as its recipe asks for it.
public struct FigurePicture: Codable, Equatable, Sendable {
  /// The kinds of picture a figure can be made of.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// What every net makes of the probe battery's representatives.
    case predictions
    /// Both correlations over a setting, by default the depth.
    case correlations
    /// Both correlations of a probe family as a table of two settings.
    case table
    /// Zones as a map of two settings, of which one may have been refined by bisection.
    case zones
    /// Up to which value of one setting nets are the identity and from which on the constant, over another.
    case frontier
    /// Heat maps of both correlations and the zones over networks and ρ.
    case similarity
    /// Both correlations over ρ, a curve a net.
    case similarityCurves = "similarity-curves"
    /// What every layer makes of the training image and others.
    case layers
    /// How large every layer's activations are.
    case layerScale = "layer-scale"
    /// What every layer still tells of a digit's class.
    case layerError = "layer-error"
    /// Training loss over steps.
    case loss
    /// What trained one-layer nets make of probes beside Theorem 1's formula.
    case theorem1 = "theorem-1"
    /// Errors of one-layer convolutional nets over the rank of their training image's patches.
    case theorem2 = "theorem-2"
    /// What convolutional nets make of images of other sizes than they were trained on.
    case sizes
    /// Both correlations over the size of the images asked about.
    case sizeCurves = "size-curves"
  }

  /// What is drawn.
  public var kind: Kind
  /// How.
  public var options: PictureOptions

  /// Describes a picture.
  public init(_ kind: Kind, options: PictureOptions = PictureOptions()) {
    self.kind = kind
    self.options = options
  }

  /// Reads a kind's name, or a mapping of `picture` to it with options.
  ///
  /// - Throws: `LabError.badConfiguration` naming the place, with the nearest spelling.
  init(_ node: Node, name: String) throws(LabError) {
    let fields = node.mapping?.map { (key: $0.scalar?.string ?? "", value: $1) } ?? []
    let word = (fields.first { $0.key == "picture" }?.value ?? node).scalar?.string ?? ""
    guard let kind = Kind(rawValue: word) else {
      throw .badConfiguration(
        key: name, found: "\"\(word)\"",
        expected: Spelling.choices(for: word, among: Kind.allCases.map(\.rawValue)))
    }
    self.kind = kind
    options = try PictureOptions(fields.filter { $0.key != "picture" }, name: "\(name), \(word)")
  }
}
