import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite("The Jacobian of a stored net")
struct JacobianTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// A run whose last weights are made of its first ones and its training image.
  private func run(
    _ settings: [SettingKey: String], weights make: (ParameterBuffer<Float>, [Double]) -> [Float]?
  ) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try stored.configuration(settings)
    try stored.addWeights(configuration)
    try stored.add(configuration)
    let directory = stored.store.directory(configuration.runKey)
    let weights = configuration.makeInitialParameters()
    let image = try stored.lab.makeExperiment(configuration).data.trainingImage.map(Double.init)
    if let values = make(weights, image) { weights.values.copy(from: values) }
    try AtomicFile.write(
      SafetensorsFile(tensors: Checkpoint.tensors(of: weights)).encoded(),
      to: directory.file("model.safetensors"))
    return directory
  }

  private static let linear: [SettingKey: String] = [.architecture: "fcn", .activation: "linear"]

  private func points(
    _ directory: RunDirectory<ReconstructionLab>, isUntrained: Bool = false
  ) throws -> [JacobianPoint] {
    try directory.value(of: JacobianSpectra(isUntrained: isUntrained), lab: stored.lab).points
  }

  @Test("of the identity it is I: all is kept, nothing attracts")
  func identity() throws {
    let directory = try run(Self.linear) { weights, image in
      image.indices.flatMap { row in image.indices.map { $0 == row ? 1 : 0 } }
    }
    let points = try points(directory)
    #expect(points.map(\.name).first == "training" && points.count == 3)
    for point in points {
      #expect(point.singularValues.allSatisfy { isClose($0, 1, relative: 1e-12) })
      #expect(point.trace == 1 && point.distanceFromIdentity == 0 && point.residual == 0)
      #expect(isClose(try #require(point.stableRank), 36, relative: 1e-12))
      #expect(isClose(try #require(point.trainingGain), 1, relative: 1e-12))
      #expect(point.growingSingularValues == 0 && point.attraction == .notAttractor)
    }
  }

  @Test("of a projection on the training image it is that: the image attracts but for its scale")
  func projection() throws {
    let directory = try run(Self.linear) { weights, image in
      let squares = image.reduce(0) { $0 + $1 * $1 }
      return image.flatMap { row in image.map { Float(row * $0 / squares) } }
    }
    let points = try points(directory)
    let point = points[0]
    #expect(isClose(point.singularValues[0], 1, relative: 1e-5) && point.singularValues[1] < 1e-6)
    #expect(isClose(point.trace, 1.0 / 36, relative: 1e-5))
    #expect(isClose(point.distanceFromIdentity, (35.0 / 36).squareRoot(), relative: 1e-5))
    #expect(isClose(point.spectralRadius, 1, relative: 1e-5))
    #expect(try #require(point.across) < 1e-6)
    #expect(isClose(try #require(point.along), 1, relative: 1e-5))
    #expect(point.attraction == .attractorUpToScale)
    // The vectors are the image itself, signed by their largest entry.
    let image = point.input.values
    let peak = try #require(image.max { abs($0) < abs($1) })
    let length = image.reduce(0) { $0 + $1 * $1 }.squareRoot() * (peak < 0 ? -1 : 1)
    for vectors in [point.rightVectors, point.leftVectors] {
      expectClose(
        vectors[0].values, image.map { Double($0 / length) }, absolute: 1e-5, relative: 1e-4, "vector")
    }
    #expect(points[1].attraction == .noFixedPoint && points[1].across == nil)
  }

  @Test("a ReLU net has J x = f(x), and that of a centred net is taken of f − f₀")
  func homogeneous() throws {
    let settings: [SettingKey: String] = [.depth: "3", .width: "4", .initializer: "kaiming-normal"]
    let plain = try points(try run(settings) { _, _ in nil })
    for point in plain {
      let (x, y) = (point.input.values.map(Double.init), point.answer.values.map(Double.init))
      let along = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / x.reduce(0) { $0 + $1 * $1 }
      #expect(isClose(try #require(point.along), along, absolute: 1e-6, relative: 1e-4))
    }
    #expect(plain[0].singularValues[0] > 0)
    // A centred net that has not moved answers nothing; twice the weights are 2³ times the answer.
    let still = try points(try run(settings.merging([.centred: "true", .seed: "1"]) { $1 }) { _, _ in nil })
    #expect(still[0].singularValues[0] == 0 && still[0].stableRank == nil && still[0].trainingCosine == nil)
    let moved = try points(
      try run(settings.merging([.centred: "true"]) { $1 }) { weights, _ in
        weights.values.array.map { 2 * $0 }
      })
    expectClose(
      moved[0].singularValues, plain[0].singularValues.map { 7 * $0 }, absolute: 1e-5, relative: 1e-4, "σ")
  }

  @Test("what attracts: every |λ| below 1 at a fixed point, of nets without a scale those across it")
  func attraction() {
    func judge(_ residual: Double?, _ radius: Double, _ across: Double?, _ isHomogeneous: Bool) -> Attraction
    {
      Attraction(
        residual: residual, radius: radius, along: 1, across: across, isHomogeneous: isHomogeneous)
    }
    #expect(judge(0.01, 0.9, 0.8, false) == .attractor)
    #expect(judge(0.01, 1, 0.8, true) == .attractorUpToScale)
    #expect(judge(0.01, 0.999, 0.8, true) == .attractorUpToScale)
    #expect(judge(0.01, 1, 0.8, false) == .notAttractor)
    #expect(judge(0.01, 1.2, 1.2, true) == .notAttractor)
    #expect(judge(0.2, 0.5, nil, true) == .noFixedPoint && judge(nil, 0.5, nil, true) == .noFixedPoint)
  }

  @Test("numbers that no Jacobian can have are measured again")
  func damaged() throws {
    let directory = try run(Self.linear) { _, _ in nil }
    let value = try directory.value(of: JacobianSpectra(), lab: stored.lab)
    let path = directory.file("studies/jacobian-trained.json")
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(text.contains("\"rightVectors\""))
    let pattern = try Regex("\"growingEigenvalues\" : [0-9]+")
    let edits = [
      text.replacing(pattern, with: "\"growingEigenvalues\" : 37"),
      text.replacing("\"shape\" : [\n      1,", with: "\"shape\" : [\n      2,"),
      text.replacing("\"answer\" : \"", with: "\"answer\" : \"AAAA"), String(text.prefix(text.count / 2)),
    ]
    for edited in edits {
      #expect(edited != text)
      try AtomicFile.write(edited, to: path)
      #expect(try directory.value(of: JacobianSpectra(), lab: stored.lab) == value)
      #expect(String(decoding: try AtomicFile.read(path), as: UTF8.self) == text)
    }
  }

  @Test("images beyond 3,072 numbers are refused")
  func tooLarge() throws {
    let directory = try run([.size: "56"]) { _, _ in nil }
    let error = try #require(#expect(throws: LabError.self) { try points(directory) })
    #expect(error.exitCode == 78 && "\(error)".contains("3072"))
  }

  @Test(
    "the picture is made again from the recipe inside it",
    arguments: [[:], [.image: "builtin:scene/1", .kernelSize: "1"], [.architecture: "resnet", .depth: "2"]]
      as [[SettingKey: String]])
  func reproduction(settings: [SettingKey: String]) throws {
    let directory = try run(settings) { weights, _ in weights.values.array.map { 1.5 * $0 } }
    let folder = stored.folder.path("figures")
    var paths: Set<String> = []
    for (inputs, isUntrained) in [([], false), (["builtin:2"], false), ([], true)] {
      let picture = try JacobianPicture(
        directory, inputs: inputs, vectors: 3, isUntrained: isUntrained, lab: stored.lab)
      let path = try picture.write(to: folder, format: .png)
      paths.insert(path)
      let reproduction = try Reproduction<ReconstructionLab>(reading: path)
      #expect(reproduction.recipe.runs.count == (isUntrained ? 0 : 1))
      #expect(reproduction.recipe.configurations.count == 1)
      #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
      if isUntrained {
        let nowhere = RunStore<ReconstructionLab>(output: stored.folder.path("nowhere"))
        #expect(try reproduction.draw(store: nowhere, lab: stored.lab).metadata == reproduction.metadata)
      }
    }
    #expect(paths.count == 3 && paths.contains("\(folder)/jacobian-\(directory.runKey).png"))
  }
}
