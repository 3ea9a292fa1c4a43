import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite("Trainings that came to a plateau")
struct PlateauTests {
  private let runs: StoredRuns
  /// A net that stands for some hundred steps and then learns its image.
  private static let slow: [SettingKey: String] = [
    .depth: "6", .width: "8", .kernelSize: "3", .size: "8", .learningRate: "0.01", .schedule: "constant",
    .normalize: "none", .tolerance: "0.03", .initializer: "torch", .initializerGain: "1.2",
  ]

  init() throws {
    runs = try StoredRuns()
  }

  private func train(
    _ values: [SettingKey: String]
  ) throws -> (
    record: ReconstructionRecord, configuration: ReconstructionConfiguration
  ) {
    let configuration = try runs.lab.makeConfiguration(Settings(Self.slow.merging(values) { $1 }))
    _ = try RunExecutor(store: runs.store).run(configuration, lab: runs.lab)
    return (try #require(runs.store.directory(configuration.runKey).record), configuration)
  }

  @Test("the time is the weights' norm by the gradient's, an (L − 2)th of it")
  func time() throws {
    let plateau = Plateau(gradientNorm: 0.5, weightNorm: 6, degree: 5)
    #expect(plateau.escapeTime == 4)
    #expect(
      isClose(try #require(plateau.escapeSteps(learningRate: 0.01, momentum: 0.9)), 40, relative: 1e-12))
    for (norm, degree) in [(0.5, 2), (0.5, nil), (0, 5)] as [(Double, Int?)] {
      #expect(Plateau(gradientNorm: norm, weightNorm: 6, degree: degree).escapeTime == nil)
    }
  }

  @Test("a run that stands says how long, and is gone by then")
  func escape() throws {
    let (record, configuration) = try train([.steps: "40"])
    #expect(record.outcome == .plateau)
    let plateau = try #require(record.plateau)
    let steps = try #require(plateau.escapeSteps(learningRate: 0.01, momentum: 0.9))
    #expect(configuration.homogeneousDegree == 6 && plateau.gradientNorm > 0)
    let (later, _) = try train([.steps: "50000"])
    #expect(later.outcome == .fitted && later.plateau == nil)
    // An order of magnitude, on the long side.
    let left = Double(later.steps - 40)
    #expect(left > 10 && left < steps && left > steps / 30, "left after \(left), estimated \(steps)")
  }

  @Test("what is no chain of homogeneous layers has a gradient and no time")
  func others() throws {
    for settings in [
      [.activation: "tanh"], [.architecture: "resnet-conv"], [.centred: "true"],
    ] as [[SettingKey: String]] {
      let configuration = try runs.lab.makeConfiguration(Settings(Self.slow.merging(settings) { $1 }))
      #expect(configuration.homogeneousDegree == nil, "\(settings)")
    }
    let (record, _) = try train([.activation: "tanh", .steps: "2"])
    #expect(record.outcome == .plateau && record.plateau != nil && record.plateau?.escapeTime == nil)
  }

  @Test("a result that cannot be is refused")
  func damaged() throws {
    let (record, configuration) = try train([.steps: "40"])
    let text = CanonicalJSON.compact(record)
    let wrong = [
      text.replacing("\"gradientNorm\":", with: "\"gradientNorm\":-"),
      text.replacing("\"outcome\":\"plateau\"", with: "\"outcome\":\"descending\""),
    ]
    let path = runs.store.directory(configuration.runKey).file("result.json")
    for bytes in wrong {
      #expect(bytes != text)
      #expect(throws: LabError.self) {
        try JSONFile.decode(
          Array(bytes.utf8), path: path, contents: "a result", as: ReconstructionRecord.self)
      }
    }
  }
}
