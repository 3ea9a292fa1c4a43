/// The shape of one fully connected layer's work: N × in features, N × out features, weights out × in.
public struct LinearShape: LayerShape, Equatable, Hashable {
  /// Vectors in the batch, N.
  public let batch: Int
  /// Features of each input vector.
  public let inputFeatures: Int
  /// Features of each output vector.
  public let outputFeatures: Int

  /// Makes a shape; every extent must be at least 1.
  public init(batch: Int, inputFeatures: Int, outputFeatures: Int) {
    precondition(
      min(batch, inputFeatures, outputFeatures) >= 1,
      "no linear layer is \(batch)×\(inputFeatures)→\(outputFeatures)")
    self.batch = batch
    self.inputFeatures = inputFeatures
    self.outputFeatures = outputFeatures
  }

  /// Values of the input: N · in.
  public var inputCount: Int { batch * inputFeatures }
  /// Values of the output: N · out.
  public var outputCount: Int { batch * outputFeatures }
  /// Weights: out · in.
  public var weightCount: Int { outputFeatures * inputFeatures }
  /// out.
  public var weightRows: Int { outputFeatures }

  /// For example `1×784→2048`.
  public var description: String { "\(batch)×\(inputFeatures)→\(outputFeatures)" }
}
