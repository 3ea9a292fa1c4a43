import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct LayerFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// Runs with their first weights as their last.
  private func runs(_ settings: [[SettingKey: String]]) throws -> [ReconstructionRun] {
    try settings.map { settings in
      let configuration = try stored.configuration(settings)
      let directory = stored.store.directory(configuration.runKey)
      try AtomicFile.write(CanonicalJSON.pretty(configuration), to: directory.file("config.json"))
      try stored.addWeights(configuration)
      return try stored.add(configuration)
    }
  }

  private func context(
    _ runs: [ReconstructionRun], _ change: (inout ReconstructionOptions) -> Void
  ) -> ReconstructionContext {
    var options = ReconstructionOptions()
    change(&options)
    return stored.context(runs, options)
  }

  @Test("each net has two rows, of input, hidden layers and output a part; the untrained ones come last")
  func layers() throws {
    let runs = try runs([[.depth: "2"], [.depth: "4"], [.depth: "4", .seed: "1"]])
    let strips = try LayersFigure(
      context(runs) {
        $0.inputs = ["builtin:3"]
        $0.untrained = [4]
      }
    ).strips()
    #expect(
      strips.rows.map { $0.parts.map(\.count) } == [[3, 3], [3, 3], [5, 5], [5, 5], [5, 5], [5, 5]])
    #expect(
      strips.rows.compactMap(\.section) == [
        "depth\u{A0}2, trained", "depth\u{A0}4, trained", "depth\u{A0}4, before training",
      ])
    let layers = ["layer 1", "layer 2", "layer 3", "output"]
    #expect(strips.rows[2].heads == [["training image"] + layers, ["builtin:3"] + layers])
    #expect(strips.rows[3].heads.isEmpty && strips.rows[3].label.first == "most like training")
    #expect(strips.subtitle?.hasSuffix("tiles show seed\u{A0}0") == true)
    // The brightest channels of a net share a scale, whatever the input; nothing after a ReLU is negative.
    let hidden = strips.rows[2...3].map { $0.parts.flatMap { $0[1..<4] } }
    let shared = Set(hidden[0].map(\.range.upper))
    #expect(shared.count == 1)
    #expect(shared.first == hidden[0].flatMap(\.image.pixels).max().map(Double.init))
    #expect(hidden.joined().allSatisfy { $0.map == .gray && $0.range.lower == 0 })
    // The others have their own.
    #expect(hidden[1].allSatisfy { $0.image.pixels.max().map(Double.init) == $0.range.upper })
    // Input and output are pictures; the input is the training image itself.
    let parts = strips.rows.flatMap(\.parts)
    #expect(parts.allSatisfy { $0.first?.range == .unit && $0.last?.range == .unit })
    #expect(strips.tileDigest.count == 64)
  }

  @Test(
    "of many hidden layers six are shown, the first and the last among them; a third input has rows of its own"
  )
  func choice() throws {
    #expect(LayersFigure.chosen(of: 6) == [0, 1, 2, 3, 4, 5])
    #expect(LayersFigure.chosen(of: 19) == [0, 4, 7, 11, 14, 18])
    #expect(LayersFigure.chosen(of: 0) == [])
    let strips = try LayersFigure(
      context(try runs([[.depth: "9"]])) { $0.inputs = ["builtin:3", "builtin:4"] }
    ).strips()
    #expect(strips.rows.map { $0.parts.map(\.count) } == [[8, 8], [8, 8], [8], [8]])
    #expect(
      strips.rows[0].heads[0][1...6] == ["layer 1", "layer 2", "layer 4", "layer 5", "layer 7", "layer 8"])
    #expect(strips.rows[2].heads[0][0] == "builtin:4" && strips.rows[2].section == nil)
  }

  @Test("the size over the layers is the root mean square after the activation function")
  func scale() throws {
    let runs = try runs([[.depth: "3"], [.depth: "3", .seed: "1"]])
    let plot = try LayerScaleFigure(context(runs) { $0.untrained = [3] }).plot()
    let series = try #require(plot.panels.first?.series)
    #expect(series.map(\.label) == ["depth\u{A0}3", "depth\u{A0}3"])
    #expect(series.map(\.variant) == ["trained", "before training"])
    #expect(series[0].points.map(\.x) == [0, 1, 2, 3])
    // These nets were never trained.
    #expect(series[0].points == series[1].points)
    let configuration = runs[0].configuration
    let image = try stored.lab.makeExperiment(configuration).data.battery.trainingImage
    let trace = Predictor(
      configuration, parameters: configuration.makeInitialParameters(), imageShape: configuration.imageShape
    ).trace(image, afterActivation: true)
    let squares = trace[1].values.map { Double($0) * Double($0) }.reduce(0, +)
    let size = (squares / Double(trace[1].values.count)).squareRoot()
    let span = try #require(series[0].points[2].span)
    #expect(abs(span.lower - size) < 1e-12 || abs(span.upper - size) < 1e-12)
  }

  @Test("the middle third of the hidden layers is set beside the last third, where there are three")
  func middleSize() throws {
    let runs = try runs([[.depth: "3"], [.depth: "7", .initializer: "kaiming-normal"]])
    let context = stored.context(runs)
    #expect(try context.value(of: LayerScales(), runs[0]).middleSize == nil)
    let scales = try context.value(of: LayerScales(), runs[1])
    let sizes = scales.sizes.compactMap { $0 }
    #expect(sizes.count == 8)
    // Six hidden layers, 1 to 6: the middle third is 3 and 4, the last 5 and 6.
    let expected = (sizes[3] * sizes[4] / sizes[5] / sizes[6]).squareRoot()
    let measured = try #require(scales.middleSize)
    #expect(abs(measured - expected) <= 1e-12 * expected)
    #expect(try ReconstructionMeasure.middleSize.value(of: runs[1], in: context) == measured)
  }

  @Test("a dead layer has a gap in panels that share an axis")
  func deadLayers() throws {
    let runs = try runs([
      [.depth: "3", .initializerGain: "0"], [.depth: "3", .initializer: "kaiming-normal"],
    ])
    let plot = try LayerScaleFigure(context(runs) { $0.by = .initializer }).plot()
    #expect(plot.panels.count == 2)
    let range = try #require(plot.panels[0].yAxis.range)
    #expect(range.lower > 0 && plot.panels[1].yAxis.range == range)
    #expect(try plot.render(format: .svg).bytes.count > 1000)
  }

  @Test("error rates have a panel a value of the setting, and are computed once")
  func errors() throws {
    let runs = try runs([
      [.depth: "1"], [.depth: "2"], [.depth: "2", .initializer: "kaiming-normal"],
    ])
    let context = context(runs) {
      $0.by = .initializer
      $0.untrained = [2]
      $0.trainImages = 20
      $0.testImages = 10
    }
    let plot = try LayerErrorFigure(context).plot()
    #expect(plot.panels.map(\.title) == ["initializer torch", "initializer kaiming-normal"])
    #expect(plot.panels.map(\.series.count) == [3, 2])
    #expect(plot.panels[0].series.map(\.points.count) == [2, 3, 3])
    #expect(plot.footnote?.contains("10 drawn digits by their likeness to 20") == true)
    // The second time the number beside the run is drawn, whatever it is.
    let directory = runs[0].directory
    let path = directory.file("studies/layer-error-trained-20-10.json")
    let made = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let other = try #require(made.firstMatch(of: /"errors" : [0-9]+/)).range
    try AtomicFile.write(made.replacingCharacters(in: other, with: "\"errors\" : 7"), to: path)
    #expect(try LayerErrorFigure(context).plot().panels[0].series[0].points[0].y == 0.7)
    // One of another version of the measure, or of another run, is made again.
    for (word, replacement) in [
      ("\"version\" : 1", "\"version\" : 0"), (directory.runKey, "0123456789abcdef"),
    ] {
      let stale = String(decoding: try AtomicFile.read(path), as: UTF8.self)
      try AtomicFile.write(stale.replacing(word, with: replacement), to: path)
      #expect(try LayerErrorFigure(context).plot().tileDigest == plot.tileDigest)
      #expect(try AtomicFile.read(path) == Array(made.utf8))
    }
  }

  @Test("curves are means and extents over seeds, without what is not a number")
  func series() {
    let series = LayerCurves.series(
      "net", of: [[1, 2, nil], [3, .nan, nil]], at: [0, 1, 1.5], isLogarithmic: false)
    #expect(series.points.map(\.x) == [0, 1, 1.5])
    #expect(series.points.map(\.y) == [2, 2, nil])
    #expect(series.points.map(\.span) == [ValueRange(1, 3), nil, nil])
    let logarithmic = LayerCurves.series(
      "net", of: [[1, 0], [100, 0]], at: [0, 1, 2], isLogarithmic: true)
    #expect(abs((logarithmic.points[0].y ?? 0) - 10) < 1e-12)
    // Zeros have no place on a logarithmic axis, which says so itself.
    #expect(logarithmic.points[1].y == 0)
  }

  @Test("a recipe can ask for inputs, untrained nets and numbers of images")
  func options() throws {
    let yaml = """
      name: own
      title: A title
      finding: What is seen
      source: this laboratory
      pictures:
        - {picture: layers, inputs: ["builtin:3", "builtin:4"], untrained: [4, 9], trainImages: 7}
      presets:
        quick: {runs: {depth: 1, width: 2, size: 6}, options: {testImages: 5, inputs: "builtin:5"}}
      """
    let options = try FigureRecipe<ReconstructionLab>(yaml: yaml, name: "own.yaml").pictures(.quick)[0]
      .options
    #expect(options.inputs == ["builtin:5"] && options.untrained == [4, 9])
    #expect(options.trainImages == 7 && options.testImages == 5)
    for (right, wrong) in [("[4, 9]", "[4, x]"), ("7}", "0}"), ("7}", "{a: 1}}")] {
      #expect(throws: LabError.self) {
        try FigureRecipe<ReconstructionLab>(yaml: yaml.replacing(right, with: wrong), name: "own.yaml")
      }
    }
  }
}
