import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite("The weights of a net") struct NetFiltersTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// A net whose last weights are its first ones times a factor.
  private func run(
    _ settings: [SettingKey: String], times factor: Float = 1, outcome: TrainingOutcome = .fitted
  ) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try stored.configuration(settings)
    try stored.addWeights(configuration)
    try stored.add(configuration, outcome: outcome)
    let directory = stored.store.directory(configuration.runKey)
    let weights = configuration.makeInitialParameters()
    for index in 0..<weights.layout.count { weights.values.pointer[index] *= factor }
    let file = SafetensorsFile(tensors: Checkpoint.tensors(of: weights))
    try AtomicFile.write(file.encoded(), to: directory.file("model.safetensors"))
    return directory
  }

  @Test("norm, singular values, stable rank and distance from the start are those of the matrix")
  func spectra() throws {
    let directory = try run([.depth: "3", .width: "4"], times: 3)
    let value = try directory.value(of: WeightSpectra(), lab: stored.lab)
    #expect(value.layers.map(\.layer) == ["layers.0", "layers.1", "layers.2"])
    #expect(value.layers.map { [$0.outputs, $0.inputs] } == [[4, 9], [4, 36], [1, 36]])
    let before = try directory.value(of: WeightSpectra(isUntrained: true), lab: stored.lab)
    for (after, before) in zip(value.layers, before.layers) {
      // W = 3 W₀: twice as far away as it was long.
      #expect(isClose(try #require(after.distanceFromStart), 2, relative: 1e-6))
      #expect(before.distanceFromStart == 0)
      #expect(isClose(after.norm, 3 * before.norm, relative: 1e-6))
      let squares = after.singularValues.reduce(0) { $0 + $1 * $1 }
      #expect(isClose(squares.squareRoot(), after.norm, relative: 1e-10))
      let rank = try #require(after.stableRank)
      #expect(rank >= 1 - 1e-12 && rank <= Double(after.singularValues.count))
      #expect(isClose(rank, try #require(before.stableRank), relative: 1e-6))
    }
    // One row: one singular value, its length.
    #expect(value.layers[2].singularValues.count == 1)
    #expect(isClose(try #require(value.layers[2].stableRank), 1, relative: 1e-12))
  }

  @Test("weights of zeros have no stable rank, and no distance from where they began")
  func zeros() throws {
    let directory = try run([.depth: "2", .initializerGain: "0"])
    let filters = try NetFilters(directory, isUntrained: false, lab: stored.lab)
    #expect(filters.spectra.layers.allSatisfy { $0.stableRank == nil && $0.distanceFromStart == nil })
    #expect(try filters.sheet(.top(1), scale: .shared).render(format: .svg).bytes.count > 1000)
    #expect(try filters.plot(lab: stored.lab).render(format: .svg).bytes.count > 1000)
  }

  @Test("the sheet has a row a layer, and says of a net that is not fitted that it is not")
  func sheet() throws {
    let directory = try run([.depth: "3", .width: "4"], outcome: .plateau)
    let filters = try NetFilters(directory, isUntrained: false, lab: stored.lab)
    let sheet = try filters.sheet(.top(5), scale: .layer)
    #expect(
      sheet.layers.map(\.name) == ["layer 1 · conv 3×3", "layer 2 · conv 3×3", "output · conv 3×3"])
    #expect(sheet.layers.map(\.shape) == ["4×1×3×3", "4×4×3×3", "1×4×3×3"])
    #expect(sheet.layers.map(\.tiles.count) == [4, 5, 4])
    #expect(sheet.layers[1].contents == "5 of 16 kernels")
    #expect(sheet.subtitle?.contains("not fitted: plateau") == true)
  }

  @Test("the plot has every layer after and before training in the same colours, on the same axis")
  func plot() throws {
    let directory = try run([.depth: "3", .width: "4"], times: 2)
    let plot = try NetFilters(directory, isUntrained: false, lab: stored.lab).plot(lab: stored.lab)
    #expect(plot.panels.count == 4)
    let labels = ["layer 1 · conv 3×3", "layer 2 · conv 3×3", "output · conv 3×3"]
    #expect(plot.panels.allSatisfy { $0.series.map(\.label) == labels })
    #expect(plot.panels[0].yAxis.range == plot.panels[1].yAxis.range)
    #expect(plot.panels[0].series[1].points.count == 4)
    let first = try #require(plot.panels[0].series[0].points[0].y)
    #expect(isClose(first, 2 * (try #require(plot.panels[1].series[0].points[0].y)), relative: 1e-6))
    #expect(plot.panels[2].series.map { $0.points[0].x } == [1, 2, 3])
  }

  @Test(
    "both pictures are made again from the recipe inside them",
    arguments: [[:], [.architecture: "fcn", .width: "9"], [.image: "builtin:scene/1"]]
      as [[SettingKey: String]])
  func reproduction(settings: [SettingKey: String]) throws {
    let directory = try run(settings.merging([.depth: "2"]) { $1 }, times: 2)
    let folder = stored.folder.path("figures")
    let sheets = FilterSheets(selection: .top(3), scale: .each, format: .png)
    let (files, layers) = try sheets.write(directory, isUntrained: false, to: folder, lab: stored.lab)
    #expect(layers.count == 2 && files.count == 2)
    let untrained = try sheets.write(directory, isUntrained: true, to: folder, lab: stored.lab).files
    #expect(untrained.count == 1 && Set(files + untrained).count == 3)
    for path in files + untrained {
      let reproduction = try Reproduction<ReconstructionLab>(reading: path)
      #expect(reproduction.recipe.runs.count == (untrained.contains(path) ? 0 : 1))
      #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
    }
    // The weights before training need no run.
    let nowhere = RunStore<ReconstructionLab>(output: stored.folder.path("nowhere"))
    let recipe = try Reproduction<ReconstructionLab>(reading: untrained[0])
    #expect(try recipe.draw(store: nowhere, lab: stored.lab).metadata == recipe.metadata)
    #expect(!FileManager.default.fileExists(atPath: nowhere.output))
  }
}
