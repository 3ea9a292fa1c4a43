import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabRuns

@Suite("The tangent kernel of a net as it is")
struct EmpiricalKernelTests {
  private let experiment: ReconstructionExperiment
  private let parameters: ParameterBuffer<Float>

  init() throws {
    experiment = try ReconstructionLab.builtIn().makeExperiment(
      Settings([.depth: "3", .width: "5", .kernelSize: "3", .size: "6", .initializer: "kaiming-normal"]))
    parameters = experiment.configuration.makeInitialParameters()
  }

  private func kernel(_ outputs: [Int], threads: Int = 1, limit: Double = 1e9) -> [Double] {
    EmpiricalKernel.matrix(
      experiment.configuration, parameters: parameters, input: experiment.data.trainingImage,
      outputs: outputs, threads: threads, limit: limit)
  }

  @Test("it tells how far a small step on the weights moves the outputs")
  func step() {
    // Weights moved by η times the gradient of output i move output j by η Θ(j, i).
    let outputs = [7, 14, 20]
    let kernel = kernel(outputs)
    let (configuration, image) = (experiment.configuration, experiment.data.trainingImage)
    let network = Network<Double>(
      architecture: configuration.network, activation: .relu, imageShape: configuration.imageShape,
      parameters: ParameterBuffer(layout: parameters.layout), kernels: ReferenceKernels(), forTraining: true)
    network.parameters.values.copy(from: parameters.values.array.map(Double.init))
    let trainer = Trainer(
      network: network, configuration: TrainingConfiguration(steps: 0, tolerance: 0),
      inputs: image.map(Double.init))
    func answers() -> [Double] {
      network.forward()
      return network.output.array
    }
    let before = answers()
    for (i, output) in outputs.enumerated() {
      var factors = [Double](repeating: 0, count: image.count)
      factors[output] = 1
      let gradient = trainer.computeGradients(ofOutputsTimes: factors)
      let weights = network.parameters.values.array
      let rate = 1e-7
      network.parameters.values.copy(from: zip(weights, gradient.values.array).map { $0 + rate * $1 })
      let moved = answers()
      network.parameters.values.copy(from: weights)
      for (j, other) in outputs.enumerated() {
        let rise = (moved[other] - before[other]) / rate
        #expect(isClose(kernel[j * 3 + i], rise, absolute: 1e-3, relative: 1e-3))
      }
    }
    #expect(kernel[0] > 0 && kernel[1] != 0)
  }

  @Test("gradients that do not fit at a time, and threads, change no bit")
  func parts() {
    let outputs = [1, 8, 9, 20, 35]
    let whole = kernel(outputs)
    for row in 0..<5 {
      for column in 0..<row { #expect(whole[row * 5 + column] == whole[column * 5 + row]) }
    }
    let bytes = Double(parameters.values.byteCount)
    for limit in [4 * bytes, 1] {
      expectClose(kernel(outputs, limit: limit), whole, absolute: 1e-13, relative: 1e-12, "limit \(limit)")
    }
    #expect(kernel(outputs, threads: 2) == whole)
  }
}
