import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite("Nets of which the untrained answers are taken off")
struct CentredNetTests {
  private let runs: StoredRuns
  private static let net: [SettingKey: String] = [
    .depth: "3", .width: "24", .kernelSize: "3", .size: "7", .initializer: "kaiming-normal",
    .learningRate: "1e-3", .steps: "4000", .tolerance: "1e-3", .schedule: "constant", .normalize: "none",
    .centred: "true",
  ]

  init() throws {
    runs = try StoredRuns()
  }

  private func train(_ values: [SettingKey: String]) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try runs.lab.makeConfiguration(Settings(values))
    _ = try RunExecutor(store: runs.store).run(configuration, lab: runs.lab)
    return runs.store.directory(configuration.runKey)
  }

  @Test("answers are f(x) − f₀(x), of any number of images: zeros before training")
  func answers() throws {
    let configuration = try runs.lab.makeConfiguration(Settings(Self.net))
    let shape = configuration.imageShape
    let batch = ImageBatch(shape: shape, values: normalValues(5 * shape.count, label: "centred"))
    let start = configuration.makeInitialParameters()
    let untrained = Predictor(configuration, parameters: start, imageShape: shape).predict(batch)
    #expect(untrained.values.allSatisfy { $0 == 0 })
    let moved = configuration.makeInitialParameters()
    for index in 0..<moved.values.count { moved.values.pointer[index] *= 1.5 }
    var plain = configuration
    plain.centred = nil
    let f = Predictor(plain, parameters: moved, imageShape: shape).predict(batch).values
    let f0 = Predictor(plain, parameters: start, imageShape: shape).predict(batch).values
    let change = Predictor(configuration, parameters: moved, imageShape: shape).predict(batch).values
    #expect(change == zip(f, f0).map { $0 - $1 })
    #expect(change.contains { abs($0) > 1e-3 })
    // In parts, and about images of another size.
    let wide = ImageShape(channels: 1, height: 9, width: 11)
    let other = ImageBatch(shape: wide, values: normalValues(5 * wide.count, label: "other"))
    let bytes = CostEstimate.activationBytes(of: configuration.network, imageShape: wide)
    let answers = [configuration, plain].map {
      Predictor($0, parameters: moved, imageShape: wide, activationLimit: 2.5 * bytes).predict(other).values
    }
    let first = Predictor(plain, parameters: start, imageShape: wide).predict(other).values
    #expect(answers[0] == zip(answers[1], first).map { $0 - $1 })
    // The last of the layers is the answer, the others are those of f.
    let image = Array(batch[0])
    let traces = [configuration, plain].map {
      Predictor($0, parameters: moved, imageShape: shape).trace(image).map(\.values)
    }
    #expect(traces[0].dropLast() == traces[1].dropLast())
    #expect(traces[0].last == Array(change.prefix(shape.count)))
  }

  @Test("training ends where f − f₀ is the image, having begun at the loss of a black one")
  func training() throws {
    let run = try train(Self.net)
    let record = try #require(run.record)
    let configuration = try run.configuration()
    #expect(record.outcome == .fitted && configuration.centred == true)
    let image = try runs.lab.makeExperiment(configuration).data.trainingImage
    let square = image.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(image.count)
    #expect(isClose(try #require(record.initialLoss), square, relative: 1e-5))
    let answer = Predictor(
      configuration, parameters: try run.weights(configuration), imageShape: configuration.imageShape
    ).predict(ImageBatch(shape: configuration.imageShape, values: image)).values
    let loss = zip(answer, image).reduce(0.0) { $0 + pow2($1.0 - $1.1) } / Double(image.count)
    #expect(isClose(loss, try #require(record.finalLoss), relative: 1e-4))
    // It is another run than that of the net as it is, which does not begin there.
    var plain = Self.net
    plain[.centred] = "false"
    let other = try runs.lab.makeConfiguration(Settings(plain))
    #expect(other.centred == nil && other.runKey != configuration.runKey)
    #expect(configuration.text(of: .centred) == "true" && other.text(of: .centred) == "false")
    // The kernel's answer from the net's start is that from zero.
    let value = try run.value(of: KernelPrediction(), lab: runs.lab)
    #expect(value.fromStart == value.fromZero)
    let context = runs.context([ReconstructionRun(configuration, record: record, directory: run)])
    let gap = try #require(
      try ReconstructionMeasure.kernelGapIdentity(.digits).value(of: context.runs[0], in: context))
    let predicted = try #require(value.fromStart.score(of: .digits)?.correlationWithIdentity)
    let trained = try #require(record.score(of: .digits)?.correlationWithIdentity)
    #expect(isClose(gap, abs(predicted - trained), absolute: 1e-12, relative: 0) && gap < 0.2)
    #expect(
      try #require(
        try ReconstructionMeasure.kernelGapConstant(.digits).value(of: context.runs[0], in: context)) < 0.2)
  }

  @Test("of a whole set, some of whose images are in a step, nothing is taken off")
  func batches() throws {
    let error = #expect(throws: LabError.self) {
      try runs.lab.makeConfiguration(
        Settings([.image: "builtin:digits/6", .batchSize: "2", .size: "7", .centred: "true"]))
    }
    #expect("\(try #require(error))".contains("centred"))
    let all = try runs.lab.makeConfiguration(
      Settings([.image: "builtin:7+builtin:4", .size: "7", .centred: "true"]))
    #expect(all.centred == true)
  }

  private func pow2(_ value: Float) -> Double { Double(value) * Double(value) }
}
