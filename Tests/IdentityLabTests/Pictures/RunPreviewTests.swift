import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite struct RunPreviewTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func run(
    _ values: [SettingKey: String], outcome: TrainingOutcome = .fitted
  ) throws -> ReconstructionRun {
    let configuration = try stored.configuration(values)
    try stored.addWeights(configuration)
    try AtomicFile.write(
      "step,loss\n0,1\n10,0.5\n", to: stored.store.directory(configuration.runKey).file("metrics.csv"))
    return try stored.add(configuration, identity: 0.25, constant: 0.95, outcome: outcome)
  }

  private func words(_ run: ReconstructionRun) throws -> String {
    try RunPreview(run, lab: stored.lab).figure().render(format: .svg).words
  }

  @Test("the heading says what training came to, and what the net does only if it is fitted")
  func verdict() throws {
    let fitted = try words(run([:]))
    for phrase in [
      "fitted · zone D, memorisation", "identity 0.25, with constant 0.95", "training loss", "digit 0",
      "answer",
      "tolerance", "trained on builtin:7", "depth 1",
    ] {
      #expect(fitted.contains(phrase), "\(phrase) in \(fitted)")
    }
    let lost = try words(run([.seed: "1"], outcome: .plateau))
    #expect(lost.contains("plateau: the loss has hardly left its start") && !lost.contains("zone"))
  }

  @Test("a preview that is there is not drawn again; one that is not is, and carries its recipe")
  func writing() throws {
    let run = try run([:])
    let preview = RunPreview(run, lab: stored.lab)
    let path = try preview.write()
    #expect(path == run.directory.file("preview.png"))
    let reproduction = try Reproduction<ReconstructionLab>(reading: path)
    #expect(reproduction.recipe == .preview(PreviewConfiguration(preview: run.configuration)))
    #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
    try AtomicFile.write("mine", to: path)
    _ = try preview.write()
    #expect(try AtomicFile.read(path) == Array("mine".utf8))
  }

  @Test("a run without metrics still has its answers, and a large image is shown small")
  func partial() throws {
    let run = try run([.size: "120", .kernelSize: "1", .width: "1"])
    try FileManager.default.removeItem(atPath: run.directory.file("metrics.csv"))
    let figure = try RunPreview(run, lab: stored.lab).figure()
    #expect(figure.parts.count == 1)
    guard case .tiles(let tiles) = figure.parts[0] else { return }
    #expect(tiles.inputRow?.tiles.first??.height == 96)
  }
}
