import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabImages

@Suite struct LayerTracesTests {
  @Test("the untrained net's layers are drawn, the input first, without the folders of its file")
  func untrained() throws {
    let stored = try StoredRuns()
    let path = stored.folder.path("secret/cat.png")
    try PNGFile.write(
      Raster(width: 2, height: 2, bytes: [UInt8](0..<12)), texts: [], to: path)
    let configuration = try stored.configuration([.depth: "2", .image: path])
    let directory = stored.store.directory(configuration.runKey)
    try AtomicFile.write(CanonicalJSON.pretty(configuration), to: directory.file("config.json"))
    let study = try LayerTraces(
      directory, inputs: [], isUntrained: true, lab: stored.lab)
    let trace = try #require(study.traces.first)
    let selection = ChannelSelection.top(1)
    let sheet = study.sheet(trace, selection: selection, scale: .layer)
    #expect(sheet.layers.map(\.name) == ["input", "layers.0", "layers.1"])
    #expect(sheet.layers.map(\.tiles.count) == [3, 1, 1])
    let words = [sheet.title, sheet.subtitle ?? "", sheet.footnote ?? ""].joined()
    let facts = study.metadata(trace, selection: selection, sheet: sheet).configuration
    #expect(words.contains("cat.png") && !words.contains("secret"))
    #expect(facts.contains("cat.png") && !facts.contains("secret"))
    // Without --untrained the run's weights are needed, and it has none.
    #expect(throws: LabError.self) {
      try LayerTraces(directory, inputs: [], isUntrained: false, lab: stored.lab)
    }
  }

  @Test(
    "without inputs a net is shown what it was trained on: every image of a list, the first of a whole set",
    arguments: [
      ("builtin:7+builtin:4", ["builtin:7", "builtin:4"]),
      ("builtin:digits/6", ["builtin:digits/6"]),
    ])
  func severalImages(image: String, inputs: [String]) throws {
    let stored = try StoredRuns()
    let configuration = try stored.configuration([.image: image])
    let directory = stored.store.directory(configuration.runKey)
    try AtomicFile.write(CanonicalJSON.pretty(configuration), to: directory.file("config.json"))
    let study = try LayerTraces(
      directory, inputs: [], isUntrained: true, lab: stored.lab)
    #expect(study.traces.map(\.input) == inputs)
    let training = try stored.lab.makeExperiment(configuration).data.training
    let values = training.standardized(configuration.normalize)
    for (index, trace) in study.traces.enumerated() {
      #expect(trace.values == Array(values[index * 36..<(index + 1) * 36]))
    }
  }
}
