import Nets
import TestSupport
import Testing

/// The classifiers against float64 reference numbers from PyTorch: outputs, loss, gradients and ten updates.
@Suite struct ClassifierAgreementTests {
  /// The update rules by their names in the fixtures.
  static let rules: [(name: String, configuration: TrainingConfiguration)] = [
    ("momentum", configuration(.sgd(), 0.005, weightDecay: 5e-3)),
    ("adam", configuration(.adam(), 1e-3, weightDecay: 1e-2)),
    ("sgd", configuration(.sgd(momentum: 0), 0.05, weightDecay: 1e-2)),
    ("rmsprop", configuration(.rmsprop(), 1e-3, weightDecay: 1e-2)),
    ("adagrad", configuration(.adagrad(), 1e-2, weightDecay: 1e-2)),
    ("adamax", configuration(.adamax(), 2e-3, weightDecay: 1e-2)),
  ]

  private static func configuration(
    _ optimizer: OptimizerConfiguration, _ learningRate: Double, weightDecay: Double
  ) -> TrainingConfiguration {
    TrainingConfiguration(
      optimizer: optimizer, learningRate: learningRate, schedule: .constant, weightDecay: weightDecay,
      steps: 10, tolerance: 0)
  }

  @Test("outputs, loss and gradients agree in Double", arguments: ClassifierFixture.names)
  func agreesInDouble(name: String) throws {
    try checkGradients(ClassifierFixture(name), kernels: ReferenceKernels<Double>(), tolerance: 1e-9)
  }

  @Test("outputs, loss and gradients agree in Float on the fast kernels", arguments: ClassifierFixture.names)
  func agreesInFloat(name: String) throws {
    try checkGradients(ClassifierFixture(name), kernels: FastKernels(), tolerance: 1e-4)
  }

  private func checkGradients<Scalar: NetScalar>(
    _ fixture: ClassifierFixture, kernels: some Kernels<Scalar>, tolerance: Double
  ) throws {
    let trainer = fixture.makeTrainer(Self.rules[0].configuration, kernels: kernels)
    let (loss, gradients) = trainer.computeGradients()
    expectClose([loss], fixture.values("loss"), absolute: 0, relative: tolerance, "loss")
    expectClose(
      trainer.network.output.array, fixture.values("output"), absolute: tolerance, relative: tolerance,
      "output")
    expectClose(
      fixture.summary(gradients, where: \.isTrained), fixture.values("gradient"), absolute: tolerance,
      relative: tolerance, "gradient")
  }

  @Test(
    "1 and 10 updates of every rule with weight decay give PyTorch's parameters and running statistics in Double",
    arguments: ClassifierFixture.names)
  func updatesAgreeInDouble(name: String) throws {
    let fixture = try ClassifierFixture(name)
    var compared = 0
    for (rule, configuration) in Self.rules where fixture.has("\(rule).10") {
      checkUpdates(fixture, rule, configuration, kernels: ReferenceKernels<Double>(), tolerance: 1e-9)
      compared += 1
    }
    #expect(compared == (name == "mlp" ? 6 : 2))
  }

  // The adaptive rules divide tiny gradients by their own size, so Float is compared with momentum only. Where two
  // values of a pooling window are nearly equal, rounding chooses: the fixtures' batches have none.
  @Test("10 updates with momentum give PyTorch's parameters in Float", arguments: ClassifierFixture.names)
  func updatesAgreeInFloat(name: String) throws {
    let (rule, configuration) = Self.rules[0]
    checkUpdates(
      try ClassifierFixture(name), rule, configuration, kernels: FastKernels(), tolerance: 1e-4)
  }

  private func checkUpdates<Scalar: NetScalar>(
    _ fixture: ClassifierFixture, _ rule: String, _ configuration: TrainingConfiguration,
    kernels: some Kernels<Scalar>, tolerance: Double
  ) {
    let trainer = fixture.makeTrainer(configuration, kernels: kernels)
    var losses: [Double] = []
    for step in 1...10 {
      losses.append(trainer.step())
      guard step == 1 || step == 10 else { continue }
      expectClose(
        fixture.summary(trainer.settledParameters()), fixture.values("\(rule).\(step)"),
        absolute: tolerance, relative: tolerance, "\(rule) step \(step)")
    }
    expectClose(losses, fixture.values("\(rule).losses"), absolute: 0, relative: tolerance, "\(rule) losses")
  }

  @Test(
    "masks of dropout are PyTorch's to the bit",
    arguments: [
      ("mlp", "layers.0.dropout"), ("alexnet", "layers.2.dropout"), ("inception-shift", "pool.dropout"),
    ])
  func masks(name: String, layer: String) throws {
    let fixture = try ClassifierFixture(name)
    for step in [0, 9] {
      let reference = fixture.values("mask.\(step)")
      var mask = [Double](repeating: .nan, count: reference.count)
      ReferenceKernels<Double>().makeDropoutMask(
        &mask, count: mask.count, rate: fixture.architecture.dropout,
        key: fixture.key.deriving("dropout").deriving(layer).deriving(step))
      #expect(mask == reference && !mask.isEmpty)
    }
  }
}
