/// A classifier of images: a family of nets, and what they have in common.
///
/// Every weight layer has a bias; in a hidden one batch normalisation may take its place. An activation function follows
/// each but the last, whose outputs are the logits of the classes. Inputs are whole images: [N, C, H, W] in, [N, classes]
/// out.
public struct ClassifierArchitecture: Equatable, Sendable {
  /// The net.
  public var family: Family
  /// Number of classes, at least 2.
  public var classes: Int
  /// The function after every hidden weight layer.
  public var activation: Activation
  /// What stands between a hidden weight layer and its activation function.
  public var batchNormalization: BatchNormalizationKind
  /// The share of values that dropout takes in training, from 0, which is none, to below 1.
  ///
  /// It acts on hidden fully connected layers' outputs, of `inception` on the pooled features.
  public var dropout: Double

  /// Describes a classifier.
  ///
  /// - Parameters:
  ///   - family: the net.
  ///   - classes: at least 2.
  ///   - activation: by default ReLU, of an input-convex net ELU.
  ///   - batchNormalization: by default none.
  ///   - dropout: by default none.
  public init(
    family: Family, classes: Int, activation: Activation? = nil,
    batchNormalization: BatchNormalizationKind = .none, dropout: Double = 0
  ) {
    self.family = family
    self.classes = classes
    self.activation = activation ?? family.defaultActivation
    self.batchNormalization = batchNormalization
    self.dropout = dropout
  }

  /// A reason why no such net can be built.
  public struct Problem: Equatable, Sendable {
    /// The property at fault: `family`, `classes`, `activation`, `batchNormalization` or `dropout`.
    public let property: String
    /// Its value.
    public let value: String
    /// What it must be.
    public let requirement: String
  }

  /// Why no such net can be built for images of a shape; nil where it can.
  public func problem(imageShape: ImageShape) -> Problem? {
    if let size = family.smallestSize, size < 1 {
      return Problem(
        property: "family", value: family.description, requirement: "at least 1 layer of at least 1 unit")
    }
    if let size = family.largestSize, size > Self.largestExtent {
      return Problem(
        property: "family", value: family.description,
        requirement: "layers and units of at most \(Self.largestExtent)")
    }
    if let layers = family.layerCount, layers > Self.mostLayers {
      return Problem(
        property: "family", value: family.description, requirement: "at most \(Self.mostLayers) layers")
    }
    if classes < 2 { return Problem(property: "classes", value: "\(classes)", requirement: "at least 2") }
    if !(dropout >= 0 && dropout < 1) {
      return Problem(property: "dropout", value: "\(dropout)", requirement: "from 0 to below 1")
    }
    if case .ioc = family {
      if !Self.convexActivations.contains(activation) {
        return Problem(
          property: "activation", value: activation.rawValue,
          requirement: Self.convexActivations.map(\.rawValue).joined(separator: ", ")
            + " in an input-convex net: convex, and nowhere falling")
      }
      if batchNormalization == .full {
        return Problem(
          property: "batchNormalization", value: batchNormalization.rawValue,
          requirement: "none or shift in an input-convex net: a negative scale is not convex")
      }
    }
    return nil
  }

  /// More layers than anybody trains, few enough to be built at once.
  private static let mostLayers = 1000

  /// More units or classes than any memory holds.
  private static let largestExtent = 1 << 20

  /// Convex functions that nowhere fall.
  private static let convexActivations: [Activation] = [.elu, .relu, .leakyReLU, .linear]

  /// The parameters for images of a shape, in layer order.
  ///
  /// Names are PyTorch's: `layers.0.weight`, `layers.0.bias` or `layers.0.norm.bias`; of `inception`
  /// `modules.3.a.weight`, `modules.3.a.norm.running_mean` and so on.
  public func parameterLayout(imageShape: ImageShape) -> ParameterLayout {
    precondition(
      problem(imageShape: imageShape) == nil, "\(family) of \(classes) classes cannot be built")
    var layout = ParameterLayout()
    var shape = imageShape
    for stage in stages {
      stage.appendParameters(to: &layout, of: self, input: shape)
      shape = stage.outputShape(of: shape)
    }
    return layout
  }
}
