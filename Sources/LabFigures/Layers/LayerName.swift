import Nets

/// What a layer is called: the same words on pictures, in tables, in files and in JSON.
///
/// Weight layers count from 1, the sums of residual blocks by their block. What the net is given is the `input`, what it
/// gives the `output`, whichever layer makes it.
package struct LayerName: Equatable, Sendable {
  /// `input`, `layer 3`, `block 2` or `output`.
  package let title: String
  /// What makes it: `conv 5×5`, `fully connected` or `residual sum`; nil of the input.
  package let kind: String?
  /// What the net itself calls it, in PyTorch's manner: `layers.2`; its weights in model.safetensors are `layers.2.weight`.
  package let module: String
  /// Its place on an axis of layers: 0 of the input, a weight layer's number, half a step further for a block's sum.
  package let position: Double
  /// Its head where layers are columns: `input`, `3`, `block 2`, for the output too.
  package let column: String

  /// The input's.
  package static let input = LayerName(
    title: "input", kind: nil, module: "input", position: 0, column: "input")

  /// Title and kind, such as `layer 3 · conv 5×5`.
  package var heading: String { kind.map { "\(title) · \($0)" } ?? title }

  /// The title as a part of a file's name: `layer-3`.
  package var file: String { title.replacing(" ", with: "-") }

  /// Whether it has weights of its own.
  package var hasWeights: Bool { kind != nil && kind != Self.sum }

  /// The kind of a residual block's sum.
  package static let sum = "residual sum"

  /// Names a layer.
  package init(title: String, kind: String?, module: String, position: Double, column: String) {
    self.title = title
    self.kind = kind
    self.module = module
    self.position = position
    self.column = column
  }

  /// The name of weight layer `number`, from 1.
  package init(weights number: Int, kind: String, module: String) {
    self.init(
      title: "layer \(number)", kind: kind, module: module, position: Double(number), column: "\(number)")
  }

  /// The same layer as a net's last one.
  package var asOutput: LayerName {
    LayerName(title: "output", kind: kind, module: module, position: position, column: column)
  }
}
