import LabFigures
import Nets

/// What a layer's unit can see of the image at most, by the architecture alone.
struct TheoreticalField {
  /// Convolutions on the longest way to it, itself included; nil of fully connected nets.
  let convolutions: Int?
  /// Rows or columns from a pixel at its place to the field's end, clipped to the image.
  let radius: Int
  /// √(l (k² − 1) / 12) of a chain of l convolutions; nil of others.
  let spread: Double?

  /// Those of every layer and block but the input, in the order of a net's trace.
  static func all(of configuration: ReconstructionConfiguration) -> [TheoreticalField] {
    let (network, shape) = (configuration.network, configuration.imageShape)
    let farthest = max(shape.height, shape.width) / 2
    var convolutions = 0
    return LayerName.all(of: network).dropFirst().map { name in
      guard let k = network.kernelSize else {
        return TheoreticalField(convolutions: nil, radius: farthest, spread: nil)
      }
      if name.hasWeights { convolutions += 1 }
      let isChain = if case .cnn = network { true } else { false }
      return TheoreticalField(
        convolutions: convolutions, radius: min(convolutions * (k / 2), farthest),
        spread: isChain ? (Double(convolutions * (k * k - 1)) / 12).squareRoot() : nil)
    }
  }
}
