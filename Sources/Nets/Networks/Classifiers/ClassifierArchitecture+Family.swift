extension ClassifierArchitecture {
  /// The families of classifiers; as text `mlp:3x512`, `ioc:3x512`, `cnn:2x200`, `alexnet`, `inception`.
  ///
  /// Sources: Zhang, Bengio, Hardt, Recht, Vinyals, "Understanding deep learning requires rethinking generalization",
  /// ICLR 2017, arXiv 1611.03530; Arpit et al., "A closer look at memorization in deep networks", ICML 2017, arXiv
  /// 1706.05394 (`cnn`); Sivaprasad, Singh, Manwani, Gandhi, ECML PKDD 2021, arXiv 2006.05103 (`ioc`).
  public enum Family: Equatable, Sendable, LosslessStringConvertible {
    /// `layers` hidden layers of `width` units, fully connected.
    case mlp(layers: Int, width: Int)
    /// The same, with weights behind the first layer that never fall below 0: the logits are convex in the image.
    case ioc(layers: Int, width: Int)
    /// `layers` times a convolution 5 × 5 of `width` channels and maximum pooling 3 × 3 of stride 2, then fully
    /// connected layers of 384 and 192 units.
    case cnn(layers: Int, width: Int)
    /// Twice a convolution 5 × 5 of 64 channels, maximum pooling and local response normalisation, then fully connected
    /// layers of 384 and 192 units.
    case alexnet
    /// A convolution, eight inception modules and two that halve the image, and the mean of every channel.
    case inception

    /// Reads a description; nil where it is none.
    public init?(_ description: String) {
      let parts = description.split(separator: ":", omittingEmptySubsequences: false)
      let sizes = parts.dropFirst().first?.split(separator: "x", omittingEmptySubsequences: false)
      switch (parts.count, parts[0], sizes?.count) {
      case (1, "alexnet", _): self = .alexnet
      case (1, "inception", _): self = .inception
      case (2, let name, 2):
        guard let sizes, let layers = Self.number(sizes[0]), let width = Self.number(sizes[1]) else {
          return nil
        }
        switch name {
        case "mlp": self = .mlp(layers: layers, width: width)
        case "ioc": self = .ioc(layers: layers, width: width)
        case "cnn": self = .cnn(layers: layers, width: width)
        default: return nil
        }
      default: return nil
      }
    }

    /// A number as `description` writes it: no sign, no leading zero.
    private static func number(_ text: Substring) -> Int? {
      Int(text).flatMap { String($0) == text ? $0 : nil }
    }

    /// Units or channels of a hidden layer; nil where the name says none.
    public var width: Int? {
      switch self {
      case .mlp(_, let width), .ioc(_, let width), .cnn(_, let width): width
      case .alexnet, .inception: nil
      }
    }

    /// Hidden layers or convolutions; nil where the name says none.
    public var layerCount: Int? {
      switch self {
      case .mlp(let layers, _), .ioc(let layers, _), .cnn(let layers, _): layers
      case .alexnet, .inception: nil
      }
    }

    /// For example `mlp:3x512`.
    public var description: String {
      switch self {
      case .mlp(let layers, let width): "mlp:\(layers)x\(width)"
      case .ioc(let layers, let width): "ioc:\(layers)x\(width)"
      case .cnn(let layers, let width): "cnn:\(layers)x\(width)"
      case .alexnet: "alexnet"
      case .inception: "inception"
      }
    }

    /// ReLU, of an input-convex net ELU.
    public var defaultActivation: Activation {
      if case .ioc = self { .elu } else { .relu }
    }

    /// Layers and width; nil where the net is as it is.
    private var sizes: (layers: Int, width: Int)? {
      switch self {
      case .mlp(let layers, let width), .ioc(let layers, let width), .cnn(let layers, let width):
        (layers, width)
      case .alexnet, .inception: nil
      }
    }

    /// The smaller of layers and width.
    var smallestSize: Int? { sizes.map { min($0.layers, $0.width) } }
    /// The larger of layers and width.
    var largestSize: Int? { sizes.map { max($0.layers, $0.width) } }
  }
}
