import Foundation
import Nets
import TestSupport
import Testing

/// The networks, losses, gradients and optimisers against float64 reference numbers from PyTorch.
@Suite struct PyTorchAgreementTests {
  static let names = [
    "cnn-d1-k3-3x7x7", "cnn-d2-c3-k3-elu-1x5x5", "cnn-d2-c3-k3-gelu-1x5x5", "cnn-d2-c3-k3-leaky-relu-1x5x5",
    "cnn-d2-c3-k3-sigmoid-1x5x5", "cnn-d2-c3-k3-tanh-1x5x5", "cnn-d2-c3-k9-1x5x4", "cnn-d2-c5-k3-1x1x1",
    "cnn-d3-c4-k4-2x6x7", "cnn-d3-c4-k5-1x10x9", "fcn-d1-1x6x5", "fcn-d3-w16-1x6x5",
    "fcn-d4-w30-linear-1x6x5", "resnet-conv-2blocks-c4-k3-1x6x5", "skip-2blocks-h12-1x6x5",
  ]

  /// The update rules by their names in the fixtures, and the learning rates that were used.
  static let optimizers: [(name: String, configuration: TrainingConfiguration)] = [
    ("sgd", configuration(.sgd(momentum: 0), 0.05)),
    ("momentum", configuration(.sgd(), 0.05)),
    ("schedule", configuration(.sgd(), 0.05, schedule: .step)),
    ("adam", configuration(.adam(), 1e-2)),
    ("rmsprop", configuration(.rmsprop(), 1e-3)),
    ("adagrad", configuration(.adagrad(), 1e-2)),
    ("adamax", configuration(.adamax(), 2e-3)),
  ]

  static func configuration(
    _ optimizer: OptimizerConfiguration, _ learningRate: Double, schedule: LearningRateSchedule = .constant
  ) -> TrainingConfiguration {
    TrainingConfiguration(
      optimizer: optimizer, learningRate: learningRate, schedule: schedule, steps: 10, tolerance: 0)
  }

  static func fixture(_ name: String) throws -> PyTorchFixture {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/pytorch")
    return try PyTorchFixture(name: name, folder: folder)
  }

  @Test("outputs, loss, layer outputs and gradients agree in Double", arguments: names)
  func agreesInDouble(name: String) throws {
    try checkGradients(Self.fixture(name), kernels: ReferenceKernels<Double>(), tolerance: 1e-11)
  }

  @Test("outputs, loss, layer outputs and gradients agree in Float on the fast kernels", arguments: names)
  func agreesInFloat(name: String) throws {
    try checkGradients(Self.fixture(name), kernels: FastKernels(), tolerance: 3e-6)
  }

  private func checkGradients<Scalar: NetScalar>(
    _ fixture: PyTorchFixture, kernels: some Kernels<Scalar>, tolerance: Double
  ) throws {
    let network = fixture.makeNetwork(kernels: kernels)
    let trainer = Trainer(
      network: network, configuration: Self.configuration(.sgd(), 0.05),
      inputs: fixture.values("input").map { Scalar($0) })
    let (loss, gradients) = trainer.computeGradients()
    expectClose([loss], fixture.values("loss"), absolute: 0, relative: tolerance, "loss")
    expectClose(
      network.output.array, fixture.values("output"), absolute: tolerance, relative: tolerance, "output")
    for (index, entry) in network.parameters.layout.entries.enumerated() {
      expectClose(
        gradients.array(of: entry), fixture.values("grad.w\(index)"), absolute: tolerance,
        relative: tolerance, "gradient of \(entry.name)")
    }
    let weightLayers = network.trace.filter { trace in
      network.parameters.layout.entries.contains { $0.name == trace.name + ".weight" }
    }
    #expect(weightLayers.count == network.parameters.layout.entries.count)
    for (index, trace) in weightLayers.enumerated() {
      expectClose(
        trace.values.array, fixture.values("act\(index)"), absolute: tolerance, relative: tolerance,
        "output of \(trace.name)")
    }
  }

  @Test("1 and 10 updates of every optimiser give PyTorch's weights in Double", arguments: names)
  func optimizersAgreeInDouble(name: String) throws {
    let fixture = try Self.fixture(name)
    for (optimizer, configuration) in Self.optimizers {
      checkUpdates(
        fixture, optimizer, configuration, kernels: ReferenceKernels<Double>(), tolerance: 1e-9)
    }
  }

  // ReLU networks may take another branch in Float, and the adaptive rules divide tiny gradients by their own
  // size, so Float is compared on a smooth network only, where rounding stays rounding.
  @Test("10 updates of every optimiser give PyTorch's weights in Float", arguments: optimizers.indices)
  func optimizersAgreeInFloat(index: Int) throws {
    let (optimizer, configuration) = Self.optimizers[index]
    checkUpdates(
      try Self.fixture("cnn-d2-c3-k3-tanh-1x5x5"), optimizer, configuration,
      kernels: FastKernels(),
      tolerance: 1e-4)
  }

  private func checkUpdates<Scalar: NetScalar>(
    _ fixture: PyTorchFixture, _ optimizer: String, _ configuration: TrainingConfiguration,
    kernels: some Kernels<Scalar>, tolerance: Double
  ) {
    let trainer = Trainer(
      network: fixture.makeNetwork(kernels: kernels), configuration: configuration,
      inputs: fixture.values("input").map { Scalar($0) })
    for step in 1...10 {
      let loss = trainer.step()
      guard step == 1 || step == 10 else { continue }
      let what = "\(fixture.name) \(optimizer) step \(step)"
      if let reference = fixture.values("\(optimizer).\(step).loss").first, !reference.isFinite {
        // The deep linear network with momentum diverges in PyTorch too; where infinities meet is chance.
        #expect(!loss.isFinite, "\(what): PyTorch diverges, the loss here is \(loss)")
        continue
      }
      expectClose(
        [loss], fixture.values("\(optimizer).\(step).loss"), absolute: 0, relative: tolerance, what + " loss")
      let parameters = trainer.settledParameters()
      for (index, entry) in parameters.layout.entries.enumerated() {
        expectClose(
          parameters.array(of: entry), fixture.values("\(optimizer).\(step).w\(index)"),
          absolute: tolerance, relative: tolerance, what + " " + entry.name)
      }
    }
  }
}
