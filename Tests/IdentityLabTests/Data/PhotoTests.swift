import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabFigures
@testable import LabImages
@testable import LabRuns

@Suite("Photos as training images")
struct PhotoTests {
  private let folder: TemporaryFolder
  private let photo: String
  private let net: [SettingKey: String] = [.depth: "1", .width: "2", .kernelSize: "3", .steps: "2"]

  init() throws {
    folder = try TemporaryFolder()
    photo = folder.path("photo.png")
    try write(seed: 0)
  }

  /// A colour picture of 12 × 8 pixels.
  private func write(seed: Int) throws {
    let bytes = (0..<12 * 8 * 3).map { UInt8(($0 * 37 + $0 / 7 * 11 + seed) % 251) }
    try PNGFile.write(Raster(width: 12, height: 8, bytes: bytes), to: photo)
  }

  private func lab(output: String? = nil) -> ReconstructionLab {
    ReconstructionLab(locator: ReconstructionLab.builtIn().locator, output: output)
  }

  private func make(
    _ values: [SettingKey: String], _ lab: ReconstructionLab? = nil
  ) throws
    -> ReconstructionConfiguration
  {
    let settings = net.merging([.image: photo]) { $1 }.merging(values) { $1 }
    return try (lab ?? self.lab()).makeConfiguration(Settings(settings))
  }

  @Test("a size of one number is the longer side, and the same run as both sides said")
  func aspect() throws {
    let kept = try make([.size: "6"])
    #expect((kept.imageHeight, kept.imageWidth) == (4, 6))
    #expect(try make([.size: "4x6"]).runKey == kept.runKey)
    let square = try make([.size: "6x6"])
    #expect((square.imageHeight, square.imageWidth) == (6, 6))
    let cut = try make([.size: "6", .crop: "square"])
    #expect((cut.imageHeight, cut.imageWidth) == (6, 6) && cut.dataDigest != square.dataDigest)
  }

  @Test("colours are standardised by cifar10's constants, grey by mnist's, and a word still wins")
  func standardisation() throws {
    #expect(try make([:]).normalize == .cifar10)
    #expect(try make([.gray: "true"]).normalize == .mnist)
    #expect(try make([.normalize: "none"]).normalize == .none)
  }

  @Test("part and colours are in the configuration only where they are used")
  func keys() throws {
    let plain = try make([.size: "6"])
    #expect(!plain.canonicalJSON.contains("crop") && !plain.canonicalJSON.contains("gray"))
    #expect(try make([.size: "6", .gray: "false"]) == plain)
    let formed = try make([.size: "6", .gray: "true", .crop: "4x4+1+2"])
    #expect(formed.canonicalJSON.contains("\"crop\":\"4x4+1+2\"") && formed.gray == true)
    #expect(formed.imageChannels == 1 && formed.probes.natural == nil)
    let decoded = try JSONDecoder().decode(
      ReconstructionConfiguration.self, from: Data(formed.canonicalJSON.utf8))
    #expect(decoded == formed)
    #expect(try lab().makeExperiment(decoded).data.training.references[0].shape == formed.imageShape)
    let broken = formed.canonicalJSON.replacing("4x4+1+2", with: "4x4")
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(broken.utf8))
    }
  }

  @Test("what is drawn has no parts, and a part must be inside the picture")
  func refusals() throws {
    for values in [[.image: "builtin:7", .crop: "square"], [.crop: "9x9+0+0"], [.crop: "middle"]]
      as [[SettingKey: String]]
    {
      let error = #expect(throws: LabError.self) { try make(values) }
      #expect(error?.exitCode == 78 && error?.description.hasPrefix("crop: ") == true)
    }
  }

  @Test("a run is looked at again when its photo has moved, or is another one", arguments: [true, false])
  func copies(isRemoved: Bool) throws {
    let output = folder.path("out")
    let store = RunStore<ReconstructionLab>(output: output)
    let first = lab(output: output)
    let configuration = try make([.size: "6"], first)
    _ = try RunExecutor(store: store).run(configuration, lab: first)
    let data = try first.makeExperiment(configuration).data
    if isRemoved { try FileManager.default.removeItem(atPath: photo) } else { try write(seed: 1) }
    // Without the copies it cannot be looked at.
    #expect(throws: LabError.self) { try lab().makeExperiment(configuration) }
    let later = lab(output: output)
    let again = try later.makeExperiment(configuration).data
    #expect(try again.battery == data.battery)
    // Nor is the folder needed, which pictures do not name; larger pictures come from the same bytes.
    #expect(try later.makeExperiment(configuration.withoutFolders).data.battery == data.battery)
    let large = try later.makeData(stored: configuration, size: (8, 12))
    let original = try PictureForm(size: (8, 12)).applied(to: again.pictures[0], name: "photo")
    #expect(large.training.references == [original])
    let traces = try LayerTraces(
      store.directory(configuration.runKey), inputs: [], isUntrained: false, lab: later)
    #expect(traces.traces[0].values == data.trainingImage)
    let evaluation = try EvaluationRequest(size: "12").evaluate(
      store.directory(configuration.runKey), lab: later)
    #expect(evaluation.evaluation.count == 12)
  }

  @Test("a damaged copy is passed over for the photo where it still is")
  func damagedCopy() throws {
    let output = folder.path("out")
    let first = lab(output: output)
    let configuration = try make([.size: "6"], first)
    try first.makeExperiment(configuration).keepInputs(below: output)
    for name in try FileManager.default.contentsOfDirectory(atPath: output + "/images") {
      try AtomicFile.write("nothing", to: "\(output)/images/\(name)")
    }
    #expect(try lab(output: output).makeExperiment(configuration).configuration == configuration)
  }
}

extension ExperimentData {
  /// The picture files among the training images, decoded.
  fileprivate var pictures: [Image] {
    get throws { try files.map { try PictureFile.read(bytes: $0.bytes, name: $0.path) } }
  }
}
