import Foundation
import LabImages
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabFigures
@testable import LabRuns

@Suite("The table of settings") struct SettingTableTests {
  private let lab = ReconstructionLab.builtIn()
  private let table = ReconstructionConfiguration.settings

  @Test(
    "what a configuration's settings say completes to the same configuration, whatever it is",
    arguments: 0..<8)
  func roundTrip(seed: UInt64) throws {
    var random = RandomSettings(seed: seed)
    var keys: Set<String> = []
    for _ in 0..<60 {
      let settings = random.next()
      let configuration = try lab.makeConfiguration(settings)
      let said = Settings(of: configuration)
      let again = try lab.makeConfiguration(said)
      #expect(again == configuration && again.runKey == configuration.runKey, "\(settings.values)")
      #expect(Settings(of: again) == said)
      let decoded = try JSONDecoder().decode(
        ReconstructionConfiguration.self, from: Data(configuration.canonicalJSON.utf8))
      #expect(decoded == configuration, "\(settings.values)")
      for setting in table.settings {
        let text = setting.text(configuration)
        if !text.isEmpty {
          #expect(try setting.domain.checked(text, key: setting.key) == text, "\(setting.key.rawValue)")
        }
      }
      keys.insert(configuration.runKey)
    }
    #expect(keys.count > 50)
  }

  @Test("every setting has a name and a flag of its own")
  func unique() {
    #expect(Set(table.names).count == table.names.count)
    let flags = table.settings.map(\.flag)
    #expect(Set(flags).count == flags.count)
    // A word is looked up among both.
    for setting in table.settings {
      #expect(table.settings.filter { $0.flag == setting.key.rawValue }.allSatisfy { $0.key == setting.key })
    }
    for keys in [table.labelKeys, table.netKeys] { #expect(Set(keys).count == keys.count) }
  }

  @Test("every setting of a configuration is in the table: two that differ have texts or data that differ")
  func complete() throws {
    let names = Mirror(reflecting: try lab.makeConfiguration(Settings([.size: "5"]))).children
      .compactMap(\.label)
    // Of the three extents there is one text; sources, digest and numerics are no settings.
    let others: Set = ["imageChannels", "imageHeight", "imageWidth", "probes", "dataDigest", "numerics"]
    #expect(Set(names).subtracting(others).union(["size"]) == Set(table.held.map(\.key.rawValue)))
  }

  @Test("two nets that differ in any one setting have different labels")
  func labels() throws {
    let usual: [SettingKey: String] = [.depth: "2", .width: "3", .size: "5", .image: "builtin:digits/6"]
    var other: [SettingKey: String] = [
      .architecture: "fcn", .depth: "4", .width: "4", .kernelSize: "3", .activation: "tanh",
      .initializer: "orthogonal", .initializerGain: "2", .centred: "true", .optimizer: "adam",
      .learningRate: "0.5",
      .momentum: "0", .epsilon: "0.1", .schedule: "constant", .clipNorm: "1", .flowAngle: "10",
      .warmupSteps: "3", .steps: "7",
      .tolerance: "0.5", .image: "builtin:digits/7", .batchSize: "2", .size: "6", .normalize: "none",
      .zoneThreshold: "0.5", .crop: "square", .gray: "true",
    ]
    let folder = try TemporaryFolder()
    let photo = folder.path("photo.png")
    let bytes = (0..<6 * 4 * 3).map { UInt8($0) }
    try PNGFile.write(Raster(width: 6, height: 4, bytes: bytes), to: photo)
    let weights = Checkpoint.tensors(of: try lab.makeConfiguration(Settings(usual)).makeInitialParameters())
    other[.startWeights] = try folder.file("weights.safetensors", SafetensorsFile(tensors: weights).encoded())
    let lab = ReconstructionLab(locator: self.lab.locator, output: folder.path)
    for key in table.held.map(\.key) where key != .seed {
      var settings = usual
      if key == .epsilon { settings[.optimizer] = "adam" }
      if key == .flowAngle { settings[.schedule] = "flow" }
      // Only a picture of a file has parts.
      if key == .crop { settings[.image] = photo }
      let first = try lab.makeConfiguration(Settings(settings))
      #expect(other[key] != nil, "\(key.rawValue)")
      settings[key] = other[key]
      let pair = [first, try lab.makeConfiguration(Settings(settings))]
      let labels = RunLabels(pair)
      #expect(labels.label(pair[0]) != labels.label(pair[1]), "\(key.rawValue)")
    }
  }

  @Test("a key that is in no table is a programming error")
  func unknownKey() async {
    await #expect(processExitsWith: .failure) {
      _ = ReconstructionConfiguration.settings[SettingKey(rawValue: "nothing")]
    }
  }

  @Test("so is a table whose words for nets are none of its settings, or that has one twice")
  func brokenTable() async {
    await #expect(processExitsWith: .failure) {
      _ = SettingTable<ReconstructionConfiguration>(
        [Setting(.depth, domain: .text) { _ in "" }], principal: .depth, labelKeys: [.width], netKeys: [])
    }
    await #expect(processExitsWith: .failure) {
      let setting = Setting<ReconstructionConfiguration>(.depth, domain: .text) { _ in "" }
      _ = SettingTable([setting, setting], principal: .depth, labelKeys: [], netKeys: [])
    }
  }

  @Test("a domain with a word that no choice has is a programming error")
  func brokenDomain() async {
    await #expect(processExitsWith: .failure) {
      let setting = Setting<ReconstructionConfiguration>(.depth, domain: .words(["deep"])) { _ in "" }
      let table = SettingTable([setting], principal: .depth, labelKeys: [], netKeys: [])
      _ = try SettingParser(Settings([.depth: "deep"]), table: table).choice(.depth, default: Zone.a)
    }
  }
}
