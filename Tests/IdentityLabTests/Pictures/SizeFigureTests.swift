import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct SizeFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  @Test("a section a net and a row a size, the inputs first; curves have means and extents over seeds")
  func sizes() throws {
    var runs: [ReconstructionRun] = []
    for values in [[.depth: "1"], [.depth: "1", .seed: "1"], [.depth: "2"]] as [[SettingKey: String]] {
      let configuration = try stored.configuration(values)
      try stored.addWeights(configuration)
      runs.append(try stored.add(configuration))
    }
    var options = ReconstructionOptions()
    options.sizes = [5, 12]
    let figure = try SizeFigure(stored.context(runs, options))
    let grid = try figure.grid()
    #expect(grid.rows.map(\.label) == ["5×5", "12×12", "5×5", "12×12", "5×5", "12×12"])
    #expect(grid.rows.map(\.section) == ["inputs", nil, "depth\u{A0}1", nil, "depth\u{A0}2", nil])
    #expect(grid.rows[3].tiles.allSatisfy { $0?.height == 12 })
    // All tiles are enlarged alike, so that sizes are seen; 12 pixels 18 times are at most 224.
    #expect(grid.tileSize == .scale(18))
    // Under every tile of a net both correlations over the family and the seeds.
    #expect(grid.rows[0].scores.isEmpty && grid.rows[3].scores.map(\.columns) == (0..<6).map { $0..<$0 + 1 })
    let scores = try runs.prefix(2).map { run in
      try stored.context(runs).value(of: SizeScores(size: 12), run).first { $0.probe == .digits }
    }
    let defined = scores.map { $0?.correlationWithIdentity }.definedMean
    let mean = try #require(defined)
    #expect(
      grid.rows[3].scores[1].label.hasPrefix("identity \(NumberText.fixed(mean, decimals: 2)) · constant "))
    #expect(grid.subtitle?.hasSuffix("tiles show seed\u{A0}0") == true)
    let plot = try figure.plot()
    #expect(plot.panels.count == 4 && plot.panels[0].series[0].points.map(\.x) == [5, 12])
    let digits = try #require(plot.panels[0].series.first { $0.label == ProbeFamily.digits.title })
    #expect(digits.points[1].span.map { $0.lower < $0.upper } == true)
    #expect(plot.panels[2].series[0].points[0].span == nil)
  }

  @Test(
    "at the training image's own size scores are those of the run, the nearest of several constants counting")
  func ownSize() throws {
    let configuration = try stored.configuration([.image: "builtin:7+builtin:4"])
    try stored.addWeights(configuration)
    let run = try stored.add(configuration)
    let experiment = try stored.lab.makeExperiment(configuration)
    let whole = try experiment.evaluate(configuration.makeInitialParameters()).evaluation
    let scores = try stored.context([run]).value(of: SizeScores(size: 6), run)
    // All training images are among the first five of their family.
    let training = try #require(whole.first { $0.probe == .training })
    #expect(scores.first { $0.probe == .training } == training)
    #expect(training.correlationWithConstant != training.correlationWithEach?[0])
  }

  @Test("a study is made once and read again")
  func study() throws {
    let configuration = try stored.configuration([:])
    try stored.addWeights(configuration)
    let run = try stored.add(configuration)
    var options = ReconstructionOptions()
    options.sizes = [5]
    let first = try SizeFigure(stored.context([run], options)).plot().tileDigest
    // Without weights nothing could be asked again.
    try AtomicFile.write("", to: run.directory.file("model.safetensors"))
    #expect(try SizeFigure(stored.context([run], options)).plot().tileDigest == first)
    #expect(throws: LabError.self) { try SizeFigure(stored.context([run], options)).grid() }
  }

  @Test("fully connected nets are refused, and so are sizes that are no list of pixels")
  func refusals() throws {
    let run = try stored.add(stored.configuration([.architecture: "fcn"]))
    #expect(throws: LabError.self) { try SizeFigure(stored.context([run])) }
    for sizes in ["[0]", "[]", "x", "[7, 2000]"] {
      let yaml = """
        name: n
        title: t
        finding: f
        source: s
        pictures: [{picture: sizes, sizes: \(sizes)}]
        presets: {quick: [{depth: 1}]}
        """
      let error = #expect(throws: LabError.self) {
        try FigureRecipe<ReconstructionLab>(yaml: yaml, name: "n.yaml")
      }
      #expect(error?.description.contains("sizes") == true)
    }
  }
}
