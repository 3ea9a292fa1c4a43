import Foundation
import LabDataSupport
import Nets
import Testing

@testable import LabBase
@testable import LabData
@testable import LabRuns
@testable import MemorisationLab

@Suite("Configurations of classifiers")
struct MemorisationConfigurationTests {
  private let lab = MemorisationLab.builtIn()

  @Test("without settings it is Zhang's way of training the larger MLP on what is here")
  func defaults() throws {
    let configuration = try lab.makeConfiguration(Settings())
    #expect(configuration.dataSet == "builtin:digits/600")
    #expect(configuration.testSet == "builtin:digits-test/300")
    #expect(configuration.net == "mlp:3x512" && configuration.size == 28 && configuration.batchSize == 128)
    #expect(configuration.learningRate == 0.01 && configuration.momentum == 0.9)
    #expect(configuration.rateDecay == 0.95 && configuration.normalize == .whiten)
    #expect(configuration.initializer == .torch && configuration.stopFitted)
    let inception = try lab.makeConfiguration(Settings([.net: "inception"]))
    #expect(inception.learningRate == 0.1 && inception.batchNorm == .shift)
    #expect(try lab.makeConfiguration(Settings([.net: "ioc:2x8"])).activation == .elu)
  }

  @Test("JSON names the laboratory first of all, and reads back to the same run")
  func json() throws {
    let configuration = try lab.configuration([
      .labels: "0.5", .crop: "random", .validation: "10", .patience: "2", .weightDecay: "5e-4",
      .optimizer: "adam", .inputs: "0.25", .stopFitted: "no", .pixels: "shuffled",
    ])
    let text = configuration.canonicalJSON
    #expect(text.contains("\"lab\":\"memorisation\""))
    let read = try JSONDecoder().decode(MemorisationConfiguration.self, from: Data(text.utf8))
    #expect(read == configuration && read.runKey == configuration.runKey)
    #expect(try lab.makeConfiguration(Settings(of: configuration)) == configuration)
  }

  @Test(
    "a stored configuration that could not be made is refused",
    arguments: [
      ("\"lab\":\"memorisation\"", "\"lab\":\"other\""), ("\"batchSize\":16", "\"batchSize\":61"),
      ("\"net\":\"mlp:1x8\"", "\"net\":\"mlp:0x8\""), ("\"net\":\"mlp:1x8\"", "\"net\":\"mlp:1x9999999\""),
      ("\"imageCount\":60", "\"imageCount\":0"), ("\"testCount\":20", "\"testCount\":9"),
      ("\"imageChannels\":1", "\"imageChannels\":2"), ("\"numerics\":1", "\"numerics\":3"),
      ("\"size\":7", "\"size\":29"), ("\"labels\":0", "\"labels\":1.5"),
      ("\"crop\":\"centre\"", "\"crop\":\"centre\",\"pad\":4"), ("\"epochs\":3", "\"epochs\":-1"),
      ("\"dataSet\":\"builtin:digits/60\"", "\"dataSet\":\"mnist:7\""),
    ])
  func damaged(part: String, replacement: String) throws {
    let text = try lab.configuration().canonicalJSON
    #expect(text.contains(part))
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(
        MemorisationConfiguration.self, from: Data(text.replacing(part, with: replacement).utf8))
    }
  }

  @Test(
    "what cannot be trained is refused by name before training",
    arguments: [
      ([.validation: "60"], "validation", "at most 59"),
      ([.validation: "50", .batchSize: "16"], "batchSize", "at most 10"),
      ([.batchSize: "1", .batchNorm: "shift"], "batchSize", "no variance"),
      ([.batchSize: "61"], "batchSize", "at most 60"), ([.patience: "2"], "patience", "--validation"),
      ([.testSet: "builtin:digits-test/9"], "testSet", "one a class"),
      ([.size: "29"], "size", "at most 28"), ([.net: "mlp:x"], "net", "inception"),
      ([.net: "ioc:1x8", .activation: "tanh"], "activation", "elu"),
      ([.net: "mlp:1000x100000"], "memory", "smaller net"), ([.dropout: "1"], "dropout", "below 1"),
      ([.net: "mlp:0x8"], "net", "at least 1"), ([.labels: "1.1"], "labels", "from 0 to 1"),
      ([.dataSet: "mnist:7"], "dataSet", "labels"),
    ] as [([SettingKey: String], String, String)])
  func errors(values: [SettingKey: String], key: String, words: String) {
    let error = #expect(throws: LabError.self) { try lab.configuration(values) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains(key) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test("a test set with labels beyond the classes, or of other images, is refused")
  func testSets() throws {
    let folder = try DatasetFolder()
    let records = (0..<10).flatMap { DatasetFolder.record(UInt8($0)) }
    try folder.write(records, "cifar-10-batches-bin/data_batch_1.bin")
    try folder.write(records, "cifar-10-batches-bin/test_batch.bin")
    try folder.write(
      (0..<100).flatMap { [0] + DatasetFolder.record(UInt8($0)) }, "cifar-100-binary/test.bin")
    let lab = MemorisationLab(locator: folder.locator)
    let usual = try lab.makeConfiguration(Settings())
    #expect(usual.dataSet == "cifar10:train" && usual.imageCount == 10 && usual.batchSize == 10)
    #expect(usual.imageShape.description == "3×28×28")
    for (set, words) in [("cifar100:test", "labels 0 to 9"), ("builtin:digits-test/10", "3×32×32")] {
      let error = #expect(throws: LabError.self) { try lab.makeConfiguration(Settings([.testSet: set])) }
      #expect(error?.description.contains(words) == true)
    }
  }

  @Test("what is unusual of a run is all that was asked for beside net, start, rule and data")
  func unusual() throws {
    #expect(
      try lab.configuration([.epochs: "100", .batchSize: "60", .testSet: "builtin:digits-test/300"]).unusual
        == [])
    let asked: [SettingKey: String] = [
      .batchNorm: "shift", .pixels: "gaussian", .normalize: "none", .crop: "random", .validation: "12",
      .patience: "3", .stopFitted: "no", .rateDecay: "1", .batchSize: "48", .epochs: "100",
    ]
    let keys = try lab.configuration(asked).unusual
    #expect(
      Set(keys) == Set(asked.keys).subtracting([.batchSize, .epochs]).union([.pad, .testSet, .batchSize]))
  }

  @Test("noise that is cut has its own arithmetic, and nothing else has")
  func numerics() throws {
    for (values, version) in [
      ([.crop: "random"], 1), ([.pixels: "gaussian"], 1), ([.crop: "random", .pixels: "gaussian"], 2),
      ([.crop: "random", .inputs: "0.1"], 2),
    ] as [([SettingKey: String], Int)] {
      let configuration = try lab.configuration(values)
      #expect(configuration.numerics == version && configuration.presentNumerics == version)
    }
  }

  @Test("epochs end at the first step at or after them, the last of them where training does")
  func epochs() throws {
    let configuration = try lab.configuration()
    #expect(configuration.steps == 12)
    #expect((0...12).filter(configuration.isEpochEnd) == [0, 4, 8, 12])
    #expect([3, 4, 8, 12].map(configuration.epoch(afterSteps:)) == [0, 1, 2, 3])
    let rate = configuration.training
    #expect(rate.learningRate(completedSteps: 3) == 0.05)
    #expect(abs(rate.learningRate(completedSteps: 4) - 0.05 * 0.95) < 1e-15)
  }

  @Test("every setting says what it takes, and its flag is its own")
  func table() {
    let table = MemorisationConfiguration.settings
    #expect(Set(table.settings.map(\.flag)).count == table.settings.count)
    #expect(table.settings.allSatisfy { $0.help.contains("(default: ") })
  }
}
