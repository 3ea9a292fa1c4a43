import Foundation
import Nets
import TestSupport
import Testing

@Suite("The Jacobian of a net by its input")
struct InputJacobianTests {
  static let fixtures = [
    "cnn-d2-c3-k3-tanh-1x5x5", "cnn-d3-c4-k4-2x6x7", "fcn-d3-w16-1x6x5", "resnet-conv-2blocks-c4-k3-1x6x5",
    "skip-2blocks-h12-1x6x5",
  ]

  /// A fixture's net up to a layer, so many rows a pass.
  private func network<Scalar: NetScalar>(
    _ fixture: PyTorchFixture, kernels: some Kernels<Scalar>, batchSize: Int, upTo layer: String? = nil
  ) -> Network<Scalar> {
    Network(
      architecture: fixture.architecture, activation: fixture.activation, imageShape: fixture.imageShape,
      batchSize: batchSize, parameters: fixture.makeNetwork(kernels: kernels).parameters, kernels: kernels,
      forTraining: true, upTo: layer, computeInputGradient: true)
  }

  private func check<Scalar: NetScalar>(
    _ name: String, kernels: some Kernels<Scalar>, batchSize: Int, tolerance: Double
  ) throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    let fixture = try PyTorchFixture(name: name, folder: folder.appendingPathComponent("pytorch"))
    let file = try SafetensorsFile(
      decoding: [UInt8](
        Data(contentsOf: folder.appendingPathComponent("jacobians/\(name).safetensors"))))
    func values(_ tensor: String) -> [Double] {
      if case .double(let values)? = file[tensor]?.values { values } else { [] }
    }
    let image = fixture.values("input").map { Scalar($0) }
    let whole = InputJacobian(network(fixture, kernels: kernels, batchSize: batchSize), at: image)
    expectClose(
      whole.rows(of: image.indices), values("jacobian"), absolute: tolerance, relative: tolerance, name)
    expectClose(
      whole.output, fixture.values("output"), absolute: tolerance, relative: tolerance, "answer of \(name)")
    let inner = try #require(file.metadata["layer"])
    let part = network(fixture, kernels: kernels, batchSize: batchSize, upTo: inner)
    let rows = InputJacobian(part, at: image).rows(
      of: stride(from: 0, to: part.outputShape.count, by: 2).map { $0 })
    expectClose(
      rows, values("layer.\(inner)"), absolute: tolerance, relative: tolerance, "\(inner) of \(name)")
  }

  @Test("it is PyTorch's in Double, of whole nets and of layers inside", arguments: fixtures, [1, 7])
  func agreesInDouble(name: String, batchSize: Int) throws {
    try check(name, kernels: ReferenceKernels<Double>(), batchSize: batchSize, tolerance: 1e-12)
  }

  @Test("it is PyTorch's in Float on the fast kernels", arguments: fixtures, [1, 40])
  func agreesInFloat(name: String, batchSize: Int) throws {
    try check(name, kernels: FastKernels(), batchSize: batchSize, tolerance: 3e-6)
  }

  @Test(
    "it is what differences say, of every architecture", arguments: SmallNetwork.everyArchitecture,
    [Activation.tanh, .relu])
  func differences(net: SmallNetwork, activation: Activation) throws {
    let network = Network<Double>(
      architecture: net.architecture, activation: activation, imageShape: net.imageShape, batchSize: 2,
      parameters: net.makeParameters(), kernels: ReferenceKernels(), forTraining: true,
      computeInputGradient: true)
    let count = net.imageShape.count
    let image = Array(net.makeInputs(scalar: Double.self).prefix(count))
    let rows = InputJacobian(network, at: image).rows(of: 0..<count)
    var variables = image
    for output in [0, count / 2, count - 1] {
      let check = variables.withUnsafeMutableBufferPointer { variables in
        GradientCheck(
          variables: variables, gradient: Array(rows[output * count..<(output + 1) * count]),
          regime: { network.trace.flatMap { trace in trace.values.array.map { $0 > 0 } } },
          value: {
            network.input.copy(from: Array(variables) + Array(variables))
            network.forward()
            return network.output[output]
          })
      }
      #expect(check.passes, "output \(output) of \(net): worst \(check.worst), \(check.skipped) skipped")
    }
  }

  @Test("units that see only zeros are off, whatever the kernels' rounding")
  func kinks() throws {
    // Wide enough that minimal filtering would be taken, on an image that is black but for a corner.
    let net = SmallNetwork(
      .cnn(depth: 3, width: 32, kernelSize: 5), ImageShape(channels: 1, height: 28, width: 28))
    let image = (0..<784).map { place -> Double in
      let isInCorner = place / 28 < 11 && place % 28 < 11
      return isInCorner ? Double(place % 7 - 2) : 0
    }
    let outputs = stride(from: 0, to: 784, by: 41).map { $0 }
    func rows<Scalar: NetScalar>(_ kernels: some Kernels<Scalar>, batchSize: Int) -> [Scalar] {
      let network = Network<Scalar>(
        architecture: net.architecture, activation: .relu, imageShape: net.imageShape, batchSize: batchSize,
        parameters: net.makeParameters(), kernels: kernels, forTraining: true, computeInputGradient: true)
      return InputJacobian(network, at: image.map { Scalar($0) }).rows(of: outputs)
    }
    expectClose(
      rows(FastKernels(sumsDirectly: true), batchSize: 20), rows(ReferenceKernels<Double>(), batchSize: 1),
      absolute: 1e-5, relative: 0, "J")
  }
}
