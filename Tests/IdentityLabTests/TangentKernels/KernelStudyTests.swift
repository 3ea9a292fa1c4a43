import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite("Runs beside their tangent kernels")
struct KernelStudyTests {
  private let runs: StoredRuns
  private let lab: ReconstructionLab
  private static let wide: [SettingKey: String] = [
    .depth: "2", .width: "192", .kernelSize: "3", .size: "7", .initializer: "kaiming-normal",
    .learningRate: "1e-3", .steps: "4000", .tolerance: "1e-3", .schedule: "constant", .normalize: "none",
  ]

  init() throws {
    runs = try StoredRuns()
    lab = runs.lab
  }

  private func train(_ values: [SettingKey: String]) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try lab.makeConfiguration(Settings(values))
    _ = try RunExecutor(store: runs.store).run(configuration, lab: lab)
    return runs.store.directory(configuration.runKey)
  }

  @Test("a wide net of few layers answers what its kernel predicts")
  func prediction() throws {
    let run = try train(Self.wide)
    let record = try #require(run.record)
    #expect(record.outcome == .fitted)
    let value = try run.value(of: KernelPrediction(), lab: lab)
    #expect(isClose(value.fromStart.loss, try #require(record.finalLoss), relative: 1e-6))
    let configuration = try run.configuration()
    let data = try lab.makeExperiment(configuration).data
    let battery = try data.battery.first(KernelPrediction.imagesPerFamily, of: KernelPrediction.families)
    let predictor = Predictor(
      configuration, parameters: try run.weights(configuration), imageShape: battery.shape)
    let trained = Evaluator(battery: battery, similarity: [], constants: data.constants).evaluate {
      predictor.predict($0)
    }.evaluation
    for score in trained {
      let predicted = try #require(value.fromStart.score(of: score.probe))
      let pairs = [
        (predicted.correlationWithIdentity, score.correlationWithIdentity),
        (predicted.correlationWithConstant, score.correlationWithConstant),
      ]
      for (predicted, trained) in pairs {
        #expect(
          isClose(try #require(predicted), try #require(trained), absolute: 0.05, relative: 0),
          "\(score.probe): predicted \(predicted as Any), trained \(trained as Any)")
      }
    }
    #expect(value.fromZero != value.fromStart)
    let found = ReconstructionRun(configuration, record: record, directory: run)
    let context = runs.context([found])
    #expect(
      try ReconstructionMeasure.kernelIdentity(.digits).value(of: found, in: context)
        == value.fromStart.score(of: .digits)?.correlationWithIdentity)
    #expect(
      try ReconstructionMeasure.kernelConstant(.uniformNoise).value(of: found, in: context)
        == value.fromStart.score(of: .uniformNoise)?.correlationWithConstant)
    // Such a net keeps its kernel, though not to the last digit.
    let alignment = try #require(
      try ReconstructionMeasure.kernelAlignment.value(of: found, in: context))
    #expect(alignment > 0.97 && alignment < 1 - 1e-9, "\(alignment)")
  }

  @Test(
    "what has no such kernel is refused by name",
    arguments: [
      ([.architecture: "fcn", .depth: "2"], "architecture"),
      ([.depth: "2", .activation: "tanh"], "activation"),
      ([.image: "builtin:7+builtin:4"], "image"), ([.initializerGain: "0"], "initializerGain"),
    ] as [([SettingKey: String], String)])
  func refused(settings: [SettingKey: String], key: String) throws {
    let configuration = try runs.configuration(settings)
    try runs.addWeights(configuration)
    try runs.add(configuration)
    let error = #expect(throws: LabError.self) {
      try runs.store.directory(configuration.runKey).value(of: KernelPrediction(), lab: lab)
    }
    #expect(error?.description.hasPrefix("\(key): ") == true, "\(error as Any)")
  }

  @Test("a run that ended without a loss has nothing to follow the kernel to")
  func diverged() throws {
    let configuration = try runs.configuration([:])
    try runs.addWeights(configuration)
    try runs.add(configuration, loss: nil, outcome: .diverged)
    #expect(throws: LabError.self) {
      try runs.store.directory(configuration.runKey).value(of: KernelPrediction(), lab: lab)
    }
  }

  @Test("a net that did not move has its own kernel", arguments: ["cnn", "fcn"])
  func unmoved(architecture: String) throws {
    let configuration = try runs.configuration([
      .architecture: architecture, .depth: "2", .width: "4", .size: "10",
    ])
    try runs.addWeights(configuration)
    try runs.add(configuration)
    let value = try runs.store.directory(configuration.runKey).value(of: TangentAlignment(), lab: lab)
    #expect(isClose(try #require(value.alignment), 1, relative: 1e-12))
    #expect(value.traceRatio == 1 && value.targetAlignmentAfter == value.targetAlignmentBefore)
  }

  @Test("kernels are compared by their direction, their size and what they make of the image")
  func comparison() throws {
    let value = TangentAlignment.Value(before: [1, 0, 0, 1], after: [4, 4, 4, 4], target: [1, 1])
    #expect(isClose(try #require(value.alignment), 0.5.squareRoot(), relative: 1e-12))
    #expect(value.traceRatio == 4)
    #expect(isClose(try #require(value.targetAlignmentBefore), 0.5.squareRoot(), relative: 1e-12))
    #expect(isClose(try #require(value.targetAlignmentAfter), 1, relative: 1e-12))
    let dead = TangentAlignment.Value(before: [1, 0, 0, 1], after: [0, 0, 0, 0], target: [1, 1])
    #expect(dead.alignment == nil && dead.targetAlignmentAfter == nil && dead.traceRatio == 0)
  }

  @Test("the lattice has every fourth row and column")
  func lattice() {
    let lattice = TangentAlignment.lattice(ImageShape(channels: 1, height: 28, width: 28))
    #expect(lattice.count == 49 && lattice.first == 29 && lattice.last == 25 * 28 + 25)
    #expect(TangentAlignment.lattice(ImageShape(channels: 3, height: 1, width: 2)) == [0, 2, 4])
  }

  @Test("claims name the family of a prediction, one that there is one of")
  func words() throws {
    func measure(_ text: String) throws -> ReconstructionMeasure {
      try ClaimTests.claim("{says: s, expect: above, value: 0, measure: \(text)}").measure
    }
    #expect(try measure("kernel-identity, probe: digits") == .kernelIdentity(.digits))
    #expect(try measure("kernel-constant, probe: uniform-noise") == .kernelConstant(.uniformNoise))
    #expect(try measure("kernel-alignment") == .kernelAlignment)
    #expect(throws: LabError.self) { try measure("kernel-identity, probe: fashion") }
  }
}
