import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabDrawing
@testable import LabFigures
@testable import LabImages
@testable import LabRuns

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
    #expect(sheet.layers.map(\.name) == ["input", "layer 1 · conv 3×3", "output · conv 3×3"])
    #expect(sheet.layers.map(\.tiles.count) == [1, 1, 1])
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

  /// The first weights of a net as those it ended with, and a record.
  private func trained(
    _ stored: StoredRuns, _ settings: [SettingKey: String], outcome: TrainingOutcome = .fitted
  ) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try stored.configuration(settings)
    try stored.addWeights(configuration)
    try stored.add(configuration, outcome: outcome)
    return stored.store.directory(configuration.runKey)
  }

  @Test("input and output are pictures of the pixels that they stand for")
  func pictures() throws {
    let stored = try StoredRuns()
    let directory = try trained(stored, [.depth: "3"])
    let study = try LayerTraces(directory, inputs: ["builtin:2"], isUntrained: false, lab: stored.lab)
    let sheet = study.sheet(study.traces[0], selection: .top(1), scale: .shared)
    #expect(sheet.layers.map(\.isPicture) == [true, false, false, true])
    let input = try #require(sheet.layers.first?.tiles.first?.image)
    let image = try TrainingSpec(parsing: "builtin:2").load(
      from: stored.lab.locator, form: PictureForm(size: (6, 6))
    )
    .references[0]
    #expect(zip(input.pixels, image.pixels).allSatisfy { abs($0 - $1) < 1e-6 })
    let output = try #require(sheet.layers.last?.tiles.first?.image)
    let expected = Normalization.mnist.restore(study.traces[0].layers[2].values[...], shape: output.shape)
    #expect(output == expected)
  }

  @Test("a colour net has its input, its output and each layer that gives such an image in colour")
  func colour() throws {
    let stored = try StoredRuns()
    let directory = try trained(
      stored, [.image: "builtin:scene/2", .architecture: "resnet", .depth: "4", .width: "5"])
    let study = try LayerTraces(directory, inputs: [], isUntrained: false, lab: stored.lab)
    let sheet = study.sheet(study.traces[0], selection: .top(2), scale: .layer)
    #expect(
      sheet.layers.map { $0.tiles.map(\.image.channels) }
        == [[3], [1], [3, 1, 1], [3, 1, 1], [1], [3, 1, 1], [3]])
    #expect(sheet.layers[2].tiles[0].image.pixels == study.traces[0].layers[1].values)
    #expect(try sheet.render(format: .svg).bytes.count > 1000)
  }

  @Test("a net that is not fitted is said to be", arguments: TrainingOutcome.allCases)
  func caveat(outcome: TrainingOutcome) throws {
    let stored = try StoredRuns()
    let directory = try trained(stored, [:], outcome: outcome)
    for isUntrained in [false, true] {
      let study = try LayerTraces(directory, inputs: [], isUntrained: isUntrained, lab: stored.lab)
      let subtitle = study.sheet(study.traces[0], selection: .all, scale: .layer).subtitle ?? ""
      let isSaid = subtitle.contains("not fitted: \(outcome.rawValue)") && subtitle.contains("after 3 steps")
      #expect(isSaid == (outcome != .fitted && !isUntrained), "\(subtitle)")
    }
  }

  @Test("weights that are no numbers are refused, but by figures, which show that a net diverged")
  func diverged() throws {
    let stored = try StoredRuns()
    let directory = try trained(stored, [.depth: "2"], outcome: .diverged)
    let path = directory.file("model.safetensors")
    var file = try directory.tensors("model.safetensors")
    guard case .float(var values) = file.tensors[1].values else { return }
    values[3] = .nan
    file.tensors[1] = SafetensorsFile.Tensor(
      name: file.tensors[1].name, dimensions: file.tensors[1].dimensions, values: .float(values))
    try AtomicFile.write(file.encoded(), to: path)
    let words = "expected finite weights, found nan in layers.1.weight at 3; the run diverged"
    func expectRefusal(_ body: () throws -> Void) {
      let error = #expect(throws: LabError.self, performing: body)
      #expect(
        error?.exitCode == 65 && error?.description.contains(words) == true, "\(String(describing: error))")
    }
    let lab = stored.lab
    expectRefusal { _ = try LayerTraces(directory, inputs: [], isUntrained: false, lab: lab) }
    expectRefusal { _ = try directory.value(of: LayerErrors(trainImages: 3, testImages: 3), lab: lab) }
    expectRefusal { _ = try NetFilters(directory, isUntrained: false, lab: lab) }
    expectRefusal {
      _ = try Film(directory.configuration(), directory, steps: [0], inputs: nil, lab: lab)
    }
    #expect(try directory.value(of: LayerScales(), lab: lab).sizes.last == .some(nil))
    _ = try LayerTraces(directory, inputs: [], isUntrained: true, lab: lab)
  }
}
