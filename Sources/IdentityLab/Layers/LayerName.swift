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

  private static let sum = "residual sum"

  /// The names of a net's input and of what its layers make of it, in the order of `Network.trace`.
  package static func all(of network: Architecture) -> [LayerName] {
    let kind = network.kernelSize.map { "conv \($0)×\($0)" } ?? "fully connected"
    var names = [input]
    func addWeights(_ module: String) {
      let number = names.count(where: \.hasWeights) + 1
      names.append(
        LayerName(
          title: "layer \(number)", kind: kind, module: module, position: Double(number), column: "\(number)")
      )
    }
    func addBlock(_ index: Int, _ parts: [String]) {
      for part in parts { addWeights("blocks.\(index).\(part)") }
      names.append(
        LayerName(
          title: "block \(index + 1)", kind: sum, module: "blocks.\(index)",
          position: names[names.count - 1].position + 0.5, column: "block \(index + 1)"))
    }
    switch network {
    case .fcn(let depth, _), .cnn(let depth, _, _):
      for index in 0..<depth { addWeights("layers.\(index)") }
    case .resnet(let depth, _):
      for index in 0..<depth / 2 { addBlock(index, ["fc1", "fc2"]) }
    case .resnetConv(let depth, _, _):
      addWeights("first")
      for index in 0..<(depth - 2) / 2 { addBlock(index, ["conv1", "conv2"]) }
      addWeights("last")
    }
    let last = names.removeLast()
    return names + [
      LayerName(
        title: "output", kind: last.kind, module: last.module, position: last.position, column: last.column)
    ]
  }
}
