import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite struct TheoremFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  @Test("a net of the formula's weights has no error, one of others has; each way of training is a section")
  func theorem1() throws {
    let settings: [SettingKey: String] = [.architecture: "fcn", .activation: "linear", .width: "36"]
    let exact = try stored.configuration(settings)
    let other = try stored.configuration(settings.merging([.optimizer: "adam"]) { $1 })
    let battery = try stored.lab.makeExperiment(exact).data.battery
    let theorem = try Theorem1(
      initialWeights: exact.makeInitialParameters().values.array, trainingImage: battery.trainingImage)
    let weights = exact.makeInitialParameters()
    weights.values.copy(from: theorem.weights.map(Float.init))
    let file = SafetensorsFile(tensors: Checkpoint.tensors(of: weights), metadata: [:])
    try AtomicFile.write(file.encoded(), to: stored.store.directory(exact.runKey).file("model.safetensors"))
    try stored.addWeights(other)
    let runs = try [stored.add(exact), stored.add(other)]
    let grid = try Theorem1Figure(stored.context(runs)).grid()
    #expect(grid.rows.map(\.label).filter { $0 == "trained net" }.count == 2 && grid.rows.count == 6)
    #expect(grid.rows[0].section == "sgd" && grid.rows[3].section == "adam")
    // Enlarged by the power of ten in its label, the first net's difference is still rounding.
    #expect(grid.rows[2].label.hasPrefix("|difference| × 10"))
    #expect(grid.rows[5].label == "|difference|" || grid.rows[5].label.hasSuffix("10"))
    #expect(grid.rows[0].caption?.contains("10⁻") == true)
    let largest = grid.rows[2].tiles.compactMap { $0?.pixels.max() }.max() ?? 0
    #expect(largest > 0.05 && largest <= 1)
  }

  @Test("theorem 1 is refused for other nets, theorem 2 for other depths")
  func refusals() throws {
    let cnn = try stored.add(stored.configuration([:]))
    let deep = try stored.add(stored.configuration([.depth: "2"]))
    #expect(throws: LabError.self) { try Theorem1Figure(stored.context([cnn])) }
    #expect(throws: LabError.self) { try Theorem2Figure(stored.context([cnn, deep])) }
    #expect(throws: Never.self) { try Theorem2Figure(stored.context([cnn])) }
  }

  @Test(
    "errors stand over what the patches' rank lacks, and nothing else does: the bound is on no axis of errors"
  )
  func theorem2() throws {
    // 6 × 6 pixels: 36 patches, which span a 3 × 3 filter's 9 values but not a 7 × 7 filter's 49.
    let runs = try [("3", "0"), ("7", "0"), ("7", "1")].map { kernelSize, seed in
      try stored.add(
        stored.configuration([
          .kernelSize: kernelSize, .image: "pattern:uniform-noise", .normalize: "none", .seed: seed,
        ]))
    }
    let plot = try Theorem2Figure(stored.context(runs)).plot()
    #expect(plot.panels.map(\.title) == ["3×3 filter, m/C = 9", "7×7 filter, m/C = 49"])
    #expect(plot.panels[0].series.map(\.label) == ["pattern:uniform-noise"])
    #expect(plot.panels[0].series[0].points.map(\.x) == [0])
    let cloud = plot.panels[1].series[0]
    // The errors of both seeds are 1.
    #expect(cloud.points == [LinePlot.Sample(x: 13, y: 1, span: ValueRange(1, 1))] && !cloud.isJoined)
    #expect(plot.panels.map(\.series.count) == [1, 1] && cloud.variant == "6×6")
    #expect(plot.panels.allSatisfy { $0.yAxis.isLogarithmic && $0.yAxis.range == ValueRange(1.0 / 3, 3) })
    #expect(plot.panels[1].xAxis.label.contains("bound m(m/C − r)/C: 49 times it"))
    #expect(plot.panels[1].xAxis.ticks == [13])
  }

  @Test("images that share a rank deficit stand beside each other, nearer than the next deficit")
  func besides() throws {
    let images = ["pattern:uniform-noise", "pattern:circle", "builtin:7"]
    let runs = try images.map {
      try stored.add(stored.configuration([.kernelSize: "3", .image: $0, .normalize: "none"]))
    }
    let plot = try Theorem2Figure(stored.context(runs)).plot()
    let panel = try #require(plot.panels.first)
    let places = panel.series.flatMap(\.points).map(\.x)
    let deficits = try #require(panel.xAxis.ticks)
    #expect(Set(places).count == 3 && plot.panels.count == 1)
    for place in places { #expect(deficits.contains { abs($0 - place) < 0.5 }) }
  }
}
