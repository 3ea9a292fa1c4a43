import Nets
import Testing

@testable import IdentityLab
@testable import LabFigures

@Suite("Names of layers") struct LayerNameTests {
  private static let networks: [Architecture] = [
    .fcn(depth: 1, width: 4), .fcn(depth: 3, width: 4), .cnn(depth: 4, width: 2, kernelSize: 5),
    .resnet(depth: 4, width: 3), .resnetConv(depth: 6, width: 2, kernelSize: 3),
    .resnetConv(depth: 2, width: 2, kernelSize: 3),
  ]

  @Test("they are those of the net's layers and weights, in their order", arguments: networks)
  func modules(architecture: Architecture) {
    let shape = ImageShape(channels: 1, height: 4, width: 4)
    let parameters = ParameterBuffer<Float>(layout: architecture.parameterLayout(imageShape: shape))
    let network = Network(
      architecture: architecture, activation: .relu, imageShape: shape, parameters: parameters,
      kernels: FastKernels(threads: 1), forTraining: false)
    let names = LayerName.all(of: architecture)
    #expect(names.map(\.module) == ["input"] + network.trace.map(\.name))
    #expect(
      names.filter(\.hasWeights).map { $0.module + ".weight" } == parameters.layout.entries.map(\.name))
    #expect(names.last?.title == "output" && names.count(where: { $0.title == "output" }) == 1)
    #expect(Set(names.map(\.title)).count == names.count && Set(names.map(\.file)).count == names.count)
    #expect(zip(names, names.dropFirst()).allSatisfy { $0.position < $1.position })
  }

  @Test("hidden layers count from 1, with what makes them")
  func convolutions() {
    let names = LayerName.all(of: .cnn(depth: 3, width: 2, kernelSize: 5))
    #expect(
      names.map(\.heading) == ["input", "layer 1 · conv 5×5", "layer 2 · conv 5×5", "output · conv 5×5"])
    #expect(names.map(\.file) == ["input", "layer-1", "layer-2", "output"])
    #expect(names.map(\.column) == ["input", "1", "2", "3"] && names.map(\.position) == [0, 1, 2, 3])
  }

  @Test("the sums of blocks stand between their layers and the next")
  func blocks() {
    let names = LayerName.all(of: .resnet(depth: 4, width: 3))
    #expect(
      names.map(\.title) == ["input", "layer 1", "layer 2", "block 1", "layer 3", "layer 4", "output"])
    #expect(names.map(\.position) == [0, 1, 2, 2.5, 3, 4, 4.5])
    #expect(names[3].kind == "residual sum" && names[6].kind == "residual sum")
    #expect(names[1].kind == "fully connected" && names[6].column == "block 2")
  }
}
