import Foundation
import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import MemorisationLab

@Suite("Layers of classifiers")
struct ClassifierTracesTests {
  private let folder: TemporaryFolder
  private let store: RunStore<MemorisationLab>
  private let lab = MemorisationLab.builtIn()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<MemorisationLab>(output: folder.path)
  }

  private func directory(_ values: [SettingKey: String]) throws -> RunDirectory<MemorisationLab> {
    let experiment = try lab.experiment(values.merging([.epochs: "1"]) { $1 })
    _ = try RunExecutor(store: store).run(experiment)
    return store.directory(experiment.runKey)
  }

  @Test("convolutions and fully connected layers are named in their order, the last one output")
  func names() throws {
    let traces = try ClassifierTraces(
      directory([.net: "cnn:2x3"]), inputs: [], isUntrained: false, lab: lab)
    let trace = try #require(traces.traces.first)
    #expect(trace.input == "test/0" && trace.values.count == 49)
    #expect(
      trace.layers.map(\.name.heading) == [
        "layer 1 · conv 5×5", "layer 2 · conv 5×5", "layer 3 · fully connected",
        "layer 4 · fully connected", "output · fully connected",
      ])
    #expect(trace.layers.map(\.shape.channels) == [3, 3, 384, 192, 10])
    #expect(trace.layers.allSatisfy { $0.values.count == $0.shape.count })
  }

  @Test("after the activation function nothing of a ReLU net is below 0 but the output")
  func activated() throws {
    let directory = try directory([.net: "mlp:2x8", .batchNorm: "full"])
    let before = try ClassifierTraces(directory, inputs: ["training/3"], isUntrained: false, lab: lab)
    let after = try ClassifierTraces(
      directory, inputs: ["training/3"], isUntrained: false, afterActivation: true, lab: lab)
    for (first, second) in zip(before.traces[0].layers.dropLast(), after.traces[0].layers) {
      #expect(second.values == first.values.map { max(0, $0) } && second.values.contains(0))
    }
    #expect(after.traces[0].layers.last?.values.contains { $0 < 0 } == true)
  }

  @Test("a sheet and its numbers are written, and the sheet can be drawn again from what it carries")
  func sheets() throws {
    let directory = try directory([.net: "mlp:1x8"])
    let traces = try ClassifierTraces(
      directory, inputs: ["test/1", "validation/0"].dropLast(), isUntrained: false, lab: lab)
    let sheets = LayerSheets(
      selection: .top(8), scale: .layer, format: .svg, writesArrays: true)
    let files = try sheets.write(traces, to: folder.path("figures"))
    #expect(files.count == 4 && files[0].hasSuffix("layers-\(directory.runKey)-test-1-top-8-layer.svg"))
    let sheet = traces.sheet(traces.traces[0], selection: .top(8), scale: .layer)
    let facts = traces.metadata(traces.traces[0], selection: .top(8), sheet: sheet)
    let recipe = try JSONDecoder().decode(
      MemorisationRecipe.self, from: Data(facts.configuration.utf8))
    let again = try recipe.draw(store: store, lab: lab, threads: 1)
    #expect(again.tileDigest == sheet.tileDigest && recipe.runs.map(\.runKey) == [directory.runKey])
  }

  @Test("an image that is not there is refused with those that are", arguments: ["test/20", "7", "held/0"])
  func missing(input: String) throws {
    let error = #expect(throws: LabError.self) {
      try ClassifierTraces(directory([:]), inputs: [input], isUntrained: false, lab: lab)
    }
    #expect(error?.description.contains("test/0 to test/19") == true)
  }
}
