import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabImages
@testable import LabRuns

@Suite("The film of a training") struct FilmTests {
  private let stored: StoredRuns
  private let plan = SnapshotPlan.steps([0, 3, 12])

  init() throws {
    stored = try StoredRuns()
  }

  private func run(
    _ settings: [SettingKey: String] = [:], snapshots: SnapshotPlan? = nil
  ) throws -> RunDirectory<ReconstructionLab> {
    let small: [SettingKey: String] = [.depth: "2", .steps: "12", .tolerance: "0"]
    let experiment = try stored.lab.makeExperiment(
      stored.configuration(small.merging(settings) { $1 }))
    _ = try RunExecutor(store: stored.store, snapshots: snapshots).run(experiment)
    return stored.store.directory(experiment.runKey)
  }

  @Test(
    "no bit of a training depends on what is saved on the way",
    arguments: [
      [:], [.architecture: "fcn", .width: "7"], [.architecture: "resnet"],
      [.optimizer: "adam", .clipNorm: "1"],
      [.image: "builtin:digits/8", .batchSize: "3", .architecture: "fcn"],
    ] as [[SettingKey: String]])
  func snapshots(settings: [SettingKey: String]) throws {
    let directory = try run(settings, snapshots: .every(1))
    let names = ["result.json", "model.safetensors", "metrics.csv"]
    let found = try names.map { try AtomicFile.read(directory.file($0)) }
    let snapshot = try AtomicFile.read(directory.file("snapshots/5.safetensors"))
    #expect(directory.snapshotSteps == Array(0...12))
    try FileManager.default.removeItem(atPath: directory.path)
    _ = try run(settings)
    #expect(try names.map { try AtomicFile.read(directory.file($0)) } == found)
    #expect(try SnapshotMaker(directory).make([5], of: directory.configuration(), lab: stored.lab))
    #expect(try AtomicFile.read(directory.file("snapshots/5.safetensors")) == snapshot)
  }

  @Test("a row a step has the net's answers then and the loss that training had")
  func rows() throws {
    let directory = try run(snapshots: plan)
    let film = try Film(
      directory.configuration(), directory, steps: [0, 3, 12], inputs: nil, lab: stored.lab)
    let sheet = film.sheet
    #expect(sheet.rows.map(\.label) == ["step 0", "step 3", "step 12"])
    let record = try #require(directory.record)
    #expect(isClose(film.frames[0].loss, try #require(record.initialLoss), relative: 1e-6))
    #expect(isClose(film.frames[2].loss, try #require(record.finalLoss), relative: 1e-6))
    #expect(sheet.rows[2].caption == "loss \(NumberText.short(film.frames[2].loss, digits: 3))")
    // The last row is what the finished net answers, in the columns of a prediction grid.
    let configuration = try directory.configuration()
    let battery = try stored.lab.makeExperiment(configuration).data.battery
    let predictor = Predictor(
      configuration, parameters: try directory.weights(configuration), imageShape: battery.shape)
    let answers = predictor.predict(battery.representatives)
    let tiles = (0..<answers.count).map {
      configuration.normalize.restore(answers[$0], shape: battery.shape)
    }
    #expect(sheet.rows[2].tiles == tiles)
    #expect(sheet.columnLabels == battery.columns.map(\.label))
    #expect(sheet.columnGroups.first?.label == "digits")
    #expect(sheet.rows[0].tiles != sheet.rows[1].tiles)
    #expect(sheet.subtitle?.contains("not fitted") == true)
  }

  @Test("chosen inputs stand beside the training images")
  func inputs() throws {
    let directory = try run([.image: "builtin:7+builtin:4"], snapshots: plan)
    let film = try Film(
      directory.configuration(), directory, steps: [12], inputs: ["builtin:2", "pattern:circle"],
      lab: stored.lab)
    #expect(film.sheet.rows[0].tiles.count == 4)
    #expect(Array(film.sheet.columnLabels.suffix(2)) == ["builtin:2", "pattern:circle"])
  }

  @Test("strip and animation are made again from their recipe, which saves what is missing first")
  func reproduction() throws {
    let directory = try run(snapshots: plan)
    let film = try Film(
      directory.configuration(), directory, steps: [0, 3, 12], inputs: ["builtin:2"], lab: stored.lab)
    let files = try film.write(
      to: stored.folder.path("figures"), runKey: directory.runKey, format: .png, withAnimation: true)
    #expect(files.count == 2)
    try FileManager.default.removeItem(atPath: directory.file("snapshots"))
    for path in files {
      let reproduction = try Reproduction<ReconstructionLab>(reading: path)
      #expect(try reproduction.plan(lab: stored.lab).runs == [directory.configuration()])
      #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
    }
    #expect(directory.snapshotSteps == [0, 3, 12])
    let chunks = PNGChunk.all(of: try AtomicFile.read(files[1]))
    #expect(chunks.count { $0.type == "fcTL" } == 3)
    // Tiles stay where they are from frame to frame.
    let frames = try film.animation.animation().frames
    #expect(frames.count == 3 && frames[0].raster != frames[2].raster)
  }

  @Test("without a plan the saved steps are shown, and without them the usual ones")
  func steps() throws {
    let directory = try run(snapshots: plan)
    #expect(try FilmSteps.steps(nil, of: directory) == [0, 3, 12])
    #expect(try FilmSteps.steps(.every(5), of: directory) == [0, 5, 10, 12])
    try FileManager.default.removeItem(atPath: directory.file("snapshots"))
    #expect(try FilmSteps.steps(nil, of: directory) == FilmSteps.usual.steps(endingAt: 12))
    #expect(throws: LabError.self) { try FilmSteps.steps(.steps([13]), of: directory) }
    let error = #expect(throws: LabError.self) {
      try FilmSteps.steps(nil, of: stored.store.directory("0123456789abcdef"))
    }
    #expect(error?.exitCode == 66)
  }

  @Test("a snapshot of another net, or none, is refused by its name")
  func damage() throws {
    let directory = try run(snapshots: plan)
    func film() throws {
      _ = try Film(directory.configuration(), directory, steps: [3], inputs: nil, lab: stored.lab)
    }
    let other = try run([.width: "5"])
    try AtomicFile.write(
      AtomicFile.read(other.file("model.safetensors")), to: directory.file("snapshots/3.safetensors"))
    let error = #expect(throws: LabError.self) { try film() }
    #expect(error?.exitCode == 65 && error?.description.contains("snapshots/3.safetensors") == true)
    try FileManager.default.removeItem(atPath: directory.file("snapshots/3.safetensors"))
    #expect(#expect(throws: LabError.self) { try film() }?.exitCode == 66)
  }
}
