import Nets
import TestSupport
import Testing

/// Backpropagation against central differences of the loss, in Double, over every weight of small networks.
@Suite struct GradientCheckTests {
  @Test(
    "gradients of every architecture and activation match differences of the loss",
    arguments: SmallNetwork.everyArchitecture, Activation.allCases)
  func matchesDifferences(_ small: SmallNetwork, activation: Activation) {
    expectMatch(small, activation)
  }

  @Test(
    "gradients match for even kernels, kernels beyond the image and single pixels",
    arguments: SmallNetwork.oddConvolutions, [Activation.relu, .gelu])
  func matchesDifferencesAtEdges(_ small: SmallNetwork, activation: Activation) {
    expectMatch(small, activation)
  }

  private func expectMatch(_ small: SmallNetwork, _ activation: Activation) {
    let network: Network<Double> = small.makeNetwork(activation: activation)
    let check = GradientCheck(
      network: network, inputs: small.makeInputs(),
      targets: normalValues(network.output.count, label: "targets"))
    #expect(
      check.passes,
      "\(small.testDescription) \(activation): off by \(check.worst), \(check.skipped) of \(check.compared) skipped"
    )
  }

  @Test(
    "one gradient that is wrong by a millionth of the largest is noticed",
    arguments: SmallNetwork.everyArchitecture)
  func noticesWrongGradient(_ small: SmallNetwork) {
    let network: Network<Double> = small.makeNetwork(activation: .tanh)
    let check = GradientCheck(
      network: network, inputs: small.makeInputs(),
      targets: normalValues(network.output.count, label: "targets"),
      perturb: { gradients in
        let largest = gradients.values.array.map(abs).max() ?? 0
        gradients.values[gradients.values.count / 2] += 1e-6 * largest
      })
    #expect(!check.passes, "a perturbed gradient passed: off by \(check.worst)")
  }

  @Test("a backward pass that uses the wrong activation's derivative is noticed")
  func noticesWrongDerivative() {
    let small = SmallNetwork.everyArchitecture[1]
    let parameters: ParameterBuffer<Double> = small.makeParameters()
    func makeNetwork(_ activation: Activation) -> Network<Double> {
      Network(
        architecture: small.architecture, activation: activation, imageShape: small.imageShape,
        batchSize: small.batchSize, parameters: parameters, kernels: ReferenceKernels(), forTraining: true)
    }
    let (right, wrong) = (makeNetwork(.relu), makeNetwork(.leakyReLU))
    let targets: [Double] = normalValues(right.output.count, label: "targets")
    let wrongTrainer = Trainer(
      network: wrong, configuration: TrainingConfiguration(steps: 1, tolerance: 0),
      inputs: small.makeInputs(), targets: targets)
    let wrongGradients = wrongTrainer.computeGradients().gradients
    let check = GradientCheck(network: right, inputs: small.makeInputs(), targets: targets) {
      $0.values.copy(from: wrongGradients.values.array)
    }
    #expect(!check.passes, "leaky ReLU's gradient passed as ReLU's: off by \(check.worst)")
  }
}
