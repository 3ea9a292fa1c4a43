import LabFigures
import Nets

extension LayerName {
  /// The names of a net's input and of what its layers make of it, in the order of `Network.trace`.
  package static func all(of network: Architecture) -> [LayerName] {
    let kind = network.kernelSize.map { "conv \($0)×\($0)" } ?? "fully connected"
    var names = [input]
    func addWeights(_ module: String) {
      let number = names.count(where: \.hasWeights) + 1
      names.append(LayerName(weights: number, kind: kind, module: module))
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
    return names + [last.asOutput]
  }
}
