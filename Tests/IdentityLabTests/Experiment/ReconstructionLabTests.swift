import Foundation
import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct ReconstructionLabTests {
  private func make(_ values: [SettingKey: String]) throws -> ReconstructionConfiguration {
    try ReconstructionLab.builtIn().makeExperiment(Settings(values)).configuration
  }

  @Test("nothing said gives the documented defaults")
  func defaults() throws {
    let configuration = try make([:])
    #expect(configuration.network == .cnn(depth: 5, width: 128, kernelSize: 5))
    #expect(configuration.image == "builtin:7")
    #expect(configuration.imageShape == ImageShape(channels: 1, height: 28, width: 28))
    #expect(configuration.training.optimizer == .sgd(momentum: 0.9))
    #expect(configuration.learningRate == 0.01)
    #expect(configuration.schedule == .step)
    #expect(configuration.initializer == .torch)
    #expect(configuration.probes == ProbeSource(digits: .builtin, fashion: .builtin))
  }

  @Test("what the defaults are known by never changes: stored runs are found by it")
  func defaultRunKey() throws {
    #expect(try make([:]).runKey == "4bb40f2975fbf2a6")
  }

  @Test("a colour run is asked about natural images and zoned by them")
  func colour() throws {
    let configuration = try make([.image: "builtin:scene/3", .size: "12", .depth: "1", .width: "3"])
    #expect(configuration.probes == ProbeSource(natural: .builtin))
    #expect(configuration.normalize == .cifar10)
    let experiment = try ReconstructionLab.builtIn().makeExperiment(configuration)
    let evaluation = try experiment.evaluate(configuration.makeInitialParameters())
    let natural = try #require(evaluation.evaluation.first { $0.probe == .natural })
    #expect(natural.count == 20 && evaluation.zone == natural.zone())
  }

  @Test("a stored run's pictures at another size are of the sources that the run used")
  func otherSize() throws {
    var configuration = try make([.size: "9"])
    let data = try ReconstructionLab.builtIn().makeData(stored: configuration, size: (18, 12))
    #expect(try data.battery.shape == ImageShape(channels: 1, height: 18, width: 12))
    // Data that are not the run's at its own size are not at any other.
    configuration.dataDigest = String(repeating: "0", count: 64)
    let error = #expect(throws: LabError.self) {
      try ReconstructionLab.builtIn().makeData(stored: configuration, size: (18, 12))
    }
    #expect(error?.exitCode == 65)
  }

  @Test("what is left open follows from what is said")
  func dependentDefaults() throws {
    #expect(try make([.architecture: "fcn"]).width == 2048)
    #expect(try make([.architecture: "fcn", .activation: "linear"]).width == 784)
    #expect(try make([.architecture: "fcn"]).kernelSize == nil)
    #expect(try make([.optimizer: "adam"]).learningRate == 0.001)
    #expect(try make([.optimizer: "adam"]).momentum == nil)
    #expect(try make([.optimizer: "adagrad"]).epsilon == 1e-10)
    #expect(try make([.initializer: "yann-n"]).initializer == .lecunNormal)
    #expect(try make([.size: "14"]).imageShape == ImageShape(channels: 1, height: 14, width: 14))
    #expect(try make([.size: "7x9"]).imageShape == ImageShape(channels: 1, height: 7, width: 9))
  }

  @Test(
    "a value that cannot be used is refused by its name",
    arguments: [
      (SettingKey.architecture, "cn"), (.depth, "0"), (.depth, "five"), (.depth, "2.5"), (.width, "-1"),
      (.kernelSize, "0"), (.learningRate, "0"), (.learningRate, "nan"), (.learningRate, "inf"),
      (.momentum, "1"),
      (.clipNorm, "-1"), (.steps, "-1"), (.tolerance, "-1"), (.seed, "-1"), (.seed, "99999999999999999999"),
      (.size, "0"), (.size, "7x"), (.size, "9x9x9"), (.size, "100000"), (.zoneThreshold, "1.5"),
      (.optimizer, "sgdd"), (.schedule, "cosine"), (.normalize, "mnst"), (.initializerGain, "-1"),
      (.warmupSteps, "0"), (.warmupSteps, "2.5"),
    ])
  func refuses(key: SettingKey, text: String) {
    let error = #expect(throws: LabError.self) { try make([key: text]) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix(key.rawValue + ": ") == true)
    #expect(error?.description.contains("\"\(text)\"") == true)
  }

  @Test("Polyak's step is of descent without momentum unless said, at most 0.1 long")
  func polyakDefaults() throws {
    let configuration = try make([.schedule: "polyak"])
    #expect(configuration.momentum == 0 && configuration.learningRate == 0.1)
    #expect(try make([.schedule: "polyak", .momentum: "0.5"]).momentum == 0.5)
    #expect(CostEstimate(configuration).memory > CostEstimate(try make([.momentum: "0"])).memory)
  }

  @Test("Polyak's step is refused with an adaptive rule or clipping, by the reason")
  func polyakAlone() {
    let adaptive = #expect(throws: LabError.self) { try make([.schedule: "polyak", .optimizer: "adam"]) }
    #expect(adaptive?.description.hasPrefix("schedule: polyak with adam cannot be used") == true)
    let clipped = #expect(throws: LabError.self) { try make([.schedule: "polyak", .clipNorm: "1"]) }
    #expect(clipped?.description.hasPrefix("clipNorm: ") == true)
  }

  @Test("settings that came later are absent where they are not used, so that older runs keep their keys")
  func laterSettings() throws {
    #expect(try !make([:]).canonicalJSON.contains("warmup"))
    #expect(try make([.warmupSteps: "5"]).training.warmupSteps == 5)
  }

  @Test("a residual net of odd depth is refused with the reason")
  func oddResidualDepth() {
    let error = #expect(throws: LabError.self) { try make([.architecture: "resnet", .depth: "5"]) }
    #expect(error?.description.hasPrefix("depth: 5 cannot be used; expected an even number") == true)
  }

  @Test("a net that does not fit the machine is refused before it is allocated")
  func tooLarge() {
    let error = #expect(throws: LabError.self) {
      try make([.architecture: "fcn", .width: "1000000", .depth: "100"])
    }
    #expect(error?.description.contains("GiB") == true)
  }

  @Test("a configuration reads back from its JSON to the same run key")
  func keyRoundTrip() throws {
    for settings in [
      [.depth: "3", .learningRate: "0.1", .clipNorm: "0.1"], [.architecture: "fcn", .optimizer: "adam"], [:],
      [.schedule: "polyak", .warmupSteps: "5"],
    ] as [[SettingKey: String]] {
      let configuration = try make(settings)
      let decoded = try JSONDecoder().decode(
        ReconstructionConfiguration.self, from: Data(configuration.canonicalJSON.utf8))
      #expect(decoded == configuration)
      #expect(decoded.runKey == configuration.runKey)
    }
  }

  @Test(
    "every setting moves the run key",
    arguments: [
      (SettingKey.depth, "4"), (.width, "64"), (.kernelSize, "3"), (.activation, "tanh"),
      (.initializer, "orthogonal"),
      (.initializerGain, "2"), (.optimizer, "adam"), (.learningRate, "0.02"), (.momentum, "0"),
      (.schedule, "constant"), (.schedule, "polyak"), (.warmupSteps, "10"),
      (.clipNorm, "1"), (.steps, "10"), (.tolerance, "0"), (.seed, "1"), (.image, "builtin:2"), (.size, "14"),
      (.normalize, "none"), (.zoneThreshold, "0.9"), (.architecture, "resnet-conv"),
    ])
  func keyDependsOnEverything(key: SettingKey, text: String) throws {
    let base: [SettingKey: String] = key == .architecture ? [.depth: "6"] : [:]
    #expect(try make(base.merging([key: text]) { $1 }).runKey != make(base).runKey)
  }

  @Test("a run on one image keeps the key it always had")
  func keyOfOneImage() throws {
    #expect(try make([:]).runKey == "4bb40f2975fbf2a6")
    #expect(try make([.batchSize: "1"]).runKey == "4bb40f2975fbf2a6")
  }

  @Test("several images are one batch, a whole set comes in batches of 64 and does not end at a loss")
  func batchSizes() throws {
    #expect(try make([:]).batchSize == nil)
    let list: [SettingKey: String] = [.image: "builtin:7+builtin:4+builtin:1", .size: "8"]
    #expect(try make(list).batchSize == 3)
    #expect(try make(list).tolerance == 1e-4)
    #expect(try make(list).text(of: .batchSize) == "3")
    #expect(try make(list.merging([.batchSize: "2"]) { $1 }).batchSize == 2)
    let set: [SettingKey: String] = [.image: "builtin:digits/70", .size: "8"]
    #expect(try make(set).batchSize == 64)
    #expect(try make(set).tolerance == 0)
    #expect(try make([.image: "builtin:digits/20", .size: "8"]).batchSize == 20)
    let error = #expect(throws: LabError.self) { try make(list.merging([.batchSize: "4"]) { $1 }) }
    #expect(error?.description.hasPrefix("batchSize: ") == true)
    #expect(error?.description.contains("from 1 to 3") == true)
  }

  @Test("every image of a whole set is in its digest, also those that no picture shows")
  func setDigest() throws {
    func data(_ image: String) throws -> ExperimentData {
      try ReconstructionLab.builtIn().makeExperiment(Settings([.image: image, .size: "8"])).data
    }
    let (ten, eleven) = try (data("builtin:digits/10"), data("builtin:digits/11"))
    #expect(try ten.battery.digest == eleven.battery.digest)
    #expect(try ten.digest != eleven.digest)
    #expect(try ten.battery[.training].count == 4)
    #expect(ten.constants.count == 1)
    let list = try data("builtin:7+builtin:4")
    #expect(try list.digest == list.battery.digest)
    #expect(list.constants.count == 2)
    #expect(try list.battery[.training].labels == ["training 1", "training 2"])
  }

  @Test("a setting that does not apply does not move the run key")
  func irrelevantSettings() throws {
    #expect(try make([.architecture: "fcn", .kernelSize: "3"]).runKey == make([.architecture: "fcn"]).runKey)
    #expect(try make([.optimizer: "adam", .momentum: "0.5"]).runKey == make([.optimizer: "adam"]).runKey)
    #expect(try make([.epsilon: "0.5"]).runKey == make([:]).runKey)
  }

  @Test("a stored configuration finds its data again, and other data are refused")
  func stored() throws {
    let experiment = try ReconstructionLab.builtIn().makeExperiment(Settings([.size: "9"]))
    #expect(
      try ReconstructionLab.builtIn().makeExperiment(experiment.configuration).data.digest
        == experiment.data.digest)
    var other = experiment.configuration
    other.dataDigest = String(repeating: "0", count: 64)
    let error = #expect(throws: LabError.self) { try ReconstructionLab.builtIn().makeExperiment(other) }
    #expect(error?.exitCode == 65)
  }

  @Test("planning many sizes and depths keeps few batteries, and draws each no more than once")
  func boundedCache() throws {
    let limit = 400_000
    let lab = ReconstructionLab(
      locator: ReconstructionLab.builtIn().locator, cacheLimit: limit)
    let sizes = (4...16).map { "\($0)" }
    var digests: [String: String] = [:]
    for depth in ["1", "2", "3"] {
      for size in sizes {
        let settings = Settings([.size: size, .depth: depth, .width: "2", .kernelSize: "3"])
        let configuration = try lab.makeConfiguration(settings)
        #expect(digests[size, default: configuration.dataDigest] == configuration.dataDigest)
        digests[size] = configuration.dataDigest
        let held = lab.library.heldBytes
        #expect(held.batteries <= limit && held.trainingSets <= limit)
      }
    }
    #expect(Set(digests.values).count == sizes.count)
    #expect(lab.library.batteryCount == sizes.count)
    // What had to go is drawn again when a run needs it, and is the same.
    let configuration = try lab.makeConfiguration(Settings([.size: "4", .depth: "1"]))
    _ = try lab.makeExperiment(configuration).data.battery
    #expect(lab.library.batteryCount == sizes.count + 1 && lab.library.heldBytes.batteries <= limit)
  }

  @Test("an image without contrast has no similarity curve, and still makes an experiment")
  func constantImage() throws {
    let experiment = try ReconstructionLab.builtIn().makeExperiment(
      Settings([.image: "pattern:constant", .size: "6"]))
    #expect(try experiment.data.similarity.isEmpty)
  }
}
