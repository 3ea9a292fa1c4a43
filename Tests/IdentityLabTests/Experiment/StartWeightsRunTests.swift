import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite("Runs that begin with the weights of a file")
struct StartWeightsRunTests {
  private let folder: TemporaryFolder
  private let net: [SettingKey: String] = [
    .depth: "2", .width: "3", .kernelSize: "3", .size: "6", .image: "builtin:7", .steps: "4", .tolerance: "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
  }

  private var output: String { folder.path("out") }

  /// A laboratory that has read nothing yet.
  private func lab() -> ReconstructionLab {
    ReconstructionLab(locator: ReconstructionLab.builtIn().locator, output: output)
  }

  private func make(_ values: [SettingKey: String]) throws -> ReconstructionConfiguration {
    try lab().makeConfiguration(Settings(net.merging(values) { $1 }))
  }

  /// A file of weights that another seed's initialiser draws, and these.
  private func weights() throws -> (path: String, values: [Float]) {
    let other = try make([.seed: "5"]).makeInitialParameters()
    let file = SafetensorsFile(tensors: Checkpoint.tensors(of: other))
    return (try folder.file("weights.safetensors", file.encoded()), other.values.array)
  }

  private func train(_ configuration: ReconstructionConfiguration) throws -> RunDirectory<ReconstructionLab> {
    let store = RunStore<ReconstructionLab>(output: output)
    _ = try RunExecutor(store: store).run(configuration, lab: lab())
    return store.directory(configuration.runKey)
  }

  @Test("they are known by the file's content, in the place of an initialiser, and nothing else changes")
  func configuration() throws {
    let (path, _) = try weights()
    let plain = try make([:])
    #expect(!plain.canonicalJSON.contains("startWeights") && plain.initializer == .torch)
    let said = Settings(net.merging([.startWeights: path, .initializer: "orthogonal"]) { $1 })
    let begun = try lab().makeConfiguration(said)
    let digest = Digest.sha256(try AtomicFile.read(path))
    #expect(begun.startWeights == digest && begun.initializer == nil && begun.initializerGain == nil)
    #expect(begun.runKey != plain.runKey)
    #expect(begun.ineffective(said) == [.initializer])
    #expect(begun.reason(ineffective: .initializer) == "weights \(digest.prefix(8))")
    #expect(
      try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(begun.canonicalJSON.utf8))
        == begun)
    // Whoever has the settings alone, with the digest, makes the same run: the file has been copied.
    try FileManager.default.removeItem(atPath: path)
    let yaml = Settings(of: begun).yaml(ReconstructionConfiguration.settings)
    #expect(yaml.contains("startWeights: \(digest)"))
    let settings = try Settings(yaml: yaml, name: "x.yaml", table: ReconstructionConfiguration.settings)
    #expect(try lab().makeConfiguration(settings) == begun)
    for (word, other) in [(digest, "7"), ("\"startWeights\"", "\"initializer\":\"torch\",\"startWeights\"")] {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(
          ReconstructionConfiguration.self, from: Data(begun.canonicalJSON.replacing(word, with: other).utf8))
      }
    }
  }

  @Test("training begins with them, and so does what is asked about the untrained net")
  func start() throws {
    let (path, values) = try weights()
    let still = try train(make([.startWeights: path, .steps: "0"]))
    #expect(try still.weights(still.configuration()).values.array == values)
    let run = try train(make([.startWeights: path]))
    let configuration = try run.configuration()
    #expect(try run.weights(configuration).values.array != values)
    #expect(try run.weights(configuration, isUntrained: true).values.array == values)
    // The seed of the initialiser that drew them gives the same training.
    let drawn = try train(make([.seed: "5"]))
    #expect(try run.weights(configuration).values.array == drawn.weights(drawn.configuration()).values.array)
    let spectra = try run.value(of: WeightSpectra(isUntrained: false), lab: lab())
    let expected = try drawn.value(of: WeightSpectra(isUntrained: false), lab: lab())
    #expect(spectra == expected && spectra.layers[0].distanceFromStart ?? 0 > 0)
    #expect(throws: LabError.self) { try TangentKernel(configuration) }
  }

  @Test("where the untrained net's answers are taken off, it is that of the file")
  func centred() throws {
    let (path, _) = try weights()
    let runs = try [[.startWeights: path], [.seed: "5"]].map { values in
      try train(make(values.merging([.centred: "true"]) { $1 }))
    }
    let answers = try runs.map { run in
      let configuration = try run.configuration()
      let image = try lab().makeExperiment(configuration).data.trainingImage
      let shape = configuration.imageShape
      return Predictor(configuration, parameters: try run.weights(configuration), imageShape: shape)
        .predict(ImageBatch(shape: shape, values: image)).values
    }
    #expect(answers[0] == answers[1] && answers[0].contains { $0 != 0 })
    #expect(runs[0].record?.evaluation == runs[1].record?.evaluation)
  }

  @Test(
    "without file and copy a run can be neither made nor asked about its start, and is told what is missing")
  func missing() throws {
    let (path, _) = try weights()
    let configuration = try make([.startWeights: path])
    try FileManager.default.removeItem(atPath: output + "/weights")
    // What is learnt can be looked at all the same.
    let experiment = try lab().makeExperiment(configuration)
    #expect(throws: LabError.self) { try experiment.requireInputs() }
    let error = #expect(throws: LabError.self) { try experiment.makeSession(threads: 1) }
    #expect("\(try #require(error))".contains("--from"))
    let directory = RunStore<ReconstructionLab>(output: output).directory(configuration.runKey)
    #expect(throws: LabError.self) { try directory.weights(configuration, isUntrained: true) }
    _ = try make([.startWeights: path])
    _ = try lab().makeExperiment(configuration).makeSession(threads: 1)
  }

  @Test("weights of another net are refused before anything is trained")
  func mismatch() throws {
    let (path, _) = try weights()
    let error = #expect(throws: LabError.self) { try make([.startWeights: path, .depth: "3"]) }
    #expect("\(try #require(error))".contains("no layers.2.weight of [1, 3, 3, 3]"))
    #expect(throws: LabError.self) { try make([.startWeights: folder.path("none.safetensors")]) }
  }
}
