import LabFigures
import Nets

extension LayerName {
  /// The names of what a classifier's layers make of an input, in the order of `Network.trace`.
  ///
  /// - Parameters:
  ///   - modules: what the net calls its weight layers.
  ///   - layout: of its parameters, whose extents tell convolutions.
  static func all(modules: [String], layout: ParameterLayout) -> [LayerName] {
    let names = modules.enumerated().map { index, module in
      let extents = layout.entries.first { $0.name == module + ".weight" }?.dimensions ?? []
      let kind = extents.count == 4 ? "conv \(extents[2])×\(extents[3])" : "fully connected"
      return LayerName(weights: index + 1, kind: kind, module: module)
    }
    return names.dropLast() + names.suffix(1).map(\.asOutput)
  }
}
