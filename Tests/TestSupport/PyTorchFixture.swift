import Foundation
import Nets

/// Reference numbers of one small network, computed by PyTorch in float64.
public struct PyTorchFixture: Sendable {
  /// File name without its ending, such as `cnn-d3-c4-k5-1x10x9`.
  public let name: String
  /// Activation function between the layers.
  public let activation: Activation
  /// Shape of the one input image.
  public let imageShape: ImageShape
  /// The network.
  public let architecture: Architecture
  private let file: SafetensorsFile

  /// Reads NAME.safetensors of a folder.
  public init(name: String, folder: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".safetensors")))
    file = try SafetensorsFile(decoding: bytes)
    self.name = name
    let parts = name.split(separator: "-").map(String.init)
    let extents = parts[parts.count - 1].split(separator: "x").compactMap { Int($0) }
    imageShape = ImageShape(channels: extents[0], height: extents[1], width: extents[2])
    func number(_ letter: Character) -> Int? {
      parts.first { $0.first == letter && Int($0.dropFirst()) != nil }.flatMap { Int($0.dropFirst()) }
    }
    activation = Activation(rawValue: file.metadata["activation"] ?? "") ?? .relu
    let width = number("c") ?? number("w") ?? number("h") ?? imageShape.channels
    switch parts[0] {
    case "cnn": architecture = .cnn(depth: number("d") ?? 0, width: width, kernelSize: number("k") ?? 0)
    case "fcn": architecture = .fcn(depth: number("d") ?? 0, width: width)
    case "skip": architecture = .resnet(depth: 4, width: width)
    default: architecture = .resnetConv(depth: 6, width: width, kernelSize: number("k") ?? 0)
    }
  }

  /// The values of a tensor; an unknown name is an empty array, which no comparison accepts.
  public func values(_ name: String) -> [Double] {
    if case .double(let values)? = file[name]?.values { values } else { [] }
  }

  /// A network with the fixture's weights.
  public func makeNetwork<Scalar: NetScalar>(kernels: some Kernels<Scalar>) -> Network<Scalar> {
    let parameters = ParameterBuffer<Scalar>(layout: architecture.parameterLayout(imageShape: imageShape))
    for (index, entry) in parameters.layout.entries.enumerated() {
      parameters.copy(values("w\(index)").map { Scalar($0) }, to: entry)
    }
    return Network(
      architecture: architecture, activation: activation, imageShape: imageShape, parameters: parameters,
      kernels: kernels, forTraining: true)
  }
}
