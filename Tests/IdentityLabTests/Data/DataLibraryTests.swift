import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabImages
@testable import LabRuns

@Suite("Pictures are drawn when they are needed")
struct DataLibraryTests {
  private let folder: TemporaryFolder
  private let settings = Settings([.depth: "1", .width: "2", .kernelSize: "3", .size: "6"])

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A laboratory as another process would have it.
  private func lab() -> ReconstructionLab {
    ReconstructionLab(locator: ReconstructionLab.builtIn().locator, output: folder.path)
  }

  private var notes: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("cache"))) ?? []).sorted()
      .map { folder.path("cache/\($0)") }
  }

  @Test("a configuration that was once completed is completed again without a battery, to the same key")
  func digestIsNoted() throws {
    let first = lab()
    let configuration = try first.makeConfiguration(settings)
    #expect(first.library.batteryCount == 1)
    let second = lab()
    #expect(try second.makeConfiguration(settings) == configuration)
    let data = try second.makeExperiment(configuration).data
    #expect(second.library.batteryCount == 0)
    // What only needs the training image draws none either; what is then drawn is what was noted.
    #expect(data.trainingImage == data.constants[0])
    #expect(try data.trainingImage == data.battery.trainingImage)
    #expect(second.library.batteryCount == 1)
    #expect(try ReconstructionLab.builtIn().makeConfiguration(settings) == configuration)
  }

  @Test("a finished run answers without a battery")
  func storedRun() throws {
    let store = RunStore<ReconstructionLab>(output: folder.path)
    let executor = RunExecutor(store: store)
    var short = settings
    short[.steps] = "1"
    let first = lab()
    let configuration = try first.makeConfiguration(short)
    _ = try executor.run(configuration, lab: first)
    let second = lab()
    guard case .done(_, _, true) = try executor.run(second.makeConfiguration(short), lab: second) else {
      Issue.record("the run was made again")
      return
    }
    #expect(second.library.batteryCount == 0)
  }

  @Test("notes that are damaged, or that cannot be, are found again")
  func damagedNotes() throws {
    let configuration = try lab().makeConfiguration(settings)
    #expect(notes.count == 2)
    for text in ["", "[]", "[\"abc\"]", "{}", "{\"channels\":0,\"height\":6,\"width\":6,\"count\":1}"] {
      for note in notes { try AtomicFile.write(text, to: note) }
      let again = lab()
      #expect(try again.makeConfiguration(settings) == configuration, "\(text)")
      #expect(again.library.batteryCount == 1, "\(text)")
    }
  }

  @Test("a noted digest that is wrong is found out when the battery is drawn, and removed")
  func wrongNote() throws {
    let right = try lab().makeConfiguration(settings)
    let wrong = String(repeating: "0", count: 64)
    for note in notes where try String(contentsOfFile: note, encoding: .utf8).contains(right.dataDigest) {
      try AtomicFile.write("[\"\(wrong)\"]", to: note)
    }
    let misled = lab()
    let configuration = try misled.makeConfiguration(settings)
    #expect(configuration.dataDigest == wrong)
    let experiment = try misled.makeExperiment(configuration)
    let error = #expect(throws: LabError.self) { try experiment.makeSession(threads: 1) }
    #expect(error?.exitCode == 65 && error?.description.contains("run the command again") == true)
    #expect(try lab().makeConfiguration(settings) == right)
  }

  @Test("a data set that changes is looked at again")
  func otherData() throws {
    let photo = folder.path("photo.png")
    var settings = settings
    settings[.image] = photo
    try PNGFile.write(Raster(width: 2, height: 1, bytes: [0, 10, 20, 200, 100, 0]), to: photo)
    let first = try lab().makeConfiguration(settings)
    try PNGFile.write(Raster(width: 2, height: 1, bytes: [0, 10, 20, 200, 100, 1]), to: photo)
    #expect(try lab().makeConfiguration(settings).dataDigest != first.dataDigest)
  }

  @Test("batteries have the same bits for any number of threads, and say how far they are")
  func threads() throws {
    let colour = Settings([.image: "builtin:scene/0", .size: "7x9"])
    let configuration = try ReconstructionLab.builtIn().makeConfiguration(colour)
    let threaded = ReconstructionLab.builtIn()
    var shares: [Double] = []
    threaded.draw(threads: 3) { shares.append($0) }
    #expect(try threaded.makeConfiguration(colour) == configuration)
    #expect(shares.count > 20 && shares == shares.sorted() && shares.last == 1)
  }
}
