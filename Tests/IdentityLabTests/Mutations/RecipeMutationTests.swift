import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabImages
@testable import LabRuns

@Suite("A damaged recipe of a picture is refused or can be drawn")
struct RecipeMutationTests {
  private let stored: StoredRuns
  private let runs: [ReconstructionConfiguration]

  init() throws {
    let stored = try StoredRuns()
    self.stored = stored
    runs = try ["1", "2"].flatMap { depth in
      try ["0", "1"].map { try stored.configuration([.depth: depth, .seed: $0, .activation: "tanh"]) }
    }
    for run in runs {
      try stored.add(run)
      try stored.addWeights(run)
      try AtomicFile.write(
        "step,loss\n0,1\n10,0.5\n", to: stored.store.directory(run.runKey).file("metrics.csv"))
      let directory = stored.store.directory(run.runKey)
      for step in 0...1 {
        try AtomicFile.write(
          AtomicFile.read(directory.file("model.safetensors")),
          to: directory.file("snapshots/\(step).safetensors"))
      }
    }
  }

  /// Recipes of every form and kind of picture.
  private func recipes() throws -> [ReconstructionRecipe] {
    var options = ReconstructionOptions()
    (options.over, options.by, options.rows, options.columns) = (.depth, .seed, .depth, .seed)
    (options.probe, options.inputs, options.untrained, options.sizes) = (.digits, ["builtin:2"], [2], [4, 6])
    (options.trainImages, options.testImages) = (20, 10)
    // Theorems are about nets of one layer, and the course of a training must end with the run's weights.
    let others: [ReconstructionPicture] = [.theorem1, .theorem2, .trajectory]
    let figures = ReconstructionPicture.allCases.filter { !others.contains($0) }.map { kind in
      ReconstructionRecipe.common(
        .figure(
          FigureConfiguration<ReconstructionLab>(
            figure: "f", picture: FigurePicture(kind, options: options), preset: .quick, title: "t",
            source: "s",
            runs: kind == .sizes || kind == .layerError ? [runs[0]] : runs)))
    }
    let sweep = SweepRecipe<ReconstructionLab>(
      sweep: "w", filter: "loss<1", runs: Array(runs.dropLast()), planned: runs)
    let probes: [GridProbe] = [
      .family(.digits), try GridProbe("builtin:4", locator: stored.lab.locator),
    ]
    let grids = ReconstructionCell.Kind.allCases.map { kind in
      ReconstructionRecipe.common(
        .grid(
          GridConfiguration<ReconstructionLab>(
            sweep: sweep, cell: ReconstructionCell(kind, probes: probes),
            axes: GridAxes(rows: [.depth], columns: [.seed]))))
    }
    let plots = PlotChoice.Band.allCases.map { band in
      ReconstructionRecipe.common(
        .plot(
          PlotConfiguration<ReconstructionLab>(
            sweep: sweep,
            plot: PlotChoice(x: "depth", y: ["loss", "identity"], by: [.width], log: [.y], band: band))))
    }
    let previews = [ReconstructionRecipe.preview(PreviewConfiguration(preview: runs[0]))]
    let layers = [false, true].map { untrained in
      ReconstructionRecipe.layers(
        LayerConfiguration(
          input: "builtin:2", select: "top:1", scale: .layer, untrained: untrained,
          afterActivation: untrained, run: runs[3]))
    }
    let filters = [
      FilterConfiguration(filters: .tiles, select: "svd:1", scale: .each, untrained: false, run: runs[3]),
      FilterConfiguration(filters: .spectra, select: nil, scale: nil, untrained: false, run: runs[2]),
    ].map(ReconstructionRecipe.filters)
    let film = FilmConfiguration(film: [0, 1], inputs: ["builtin:2"], run: runs[0])
    let jacobians = [false, true].map { untrained in
      ReconstructionRecipe.jacobian(
        JacobianConfiguration(jacobian: 2, inputs: ["builtin:2"], untrained: untrained, run: runs[1]))
    }
    let receptive = ReceptiveConfiguration(receptive: 2, inputs: nil, run: runs[2])
    let iterates = IterationConfiguration(iterations: 3, starts: ["builtin:2"], run: runs[0])
    return figures + grids + plots + previews + layers + filters + jacobians
      + [.film(film), .receptive(receptive), .iteration(iterates)]
  }

  @Test("thousands of damaged sidecars and PNG texts")
  func texts() throws {
    var mutator = JSONMutator(seed: 1)
    var drawn = 0
    for (kind, recipe) in try recipes().enumerated() {
      let figure = try recipe.draw(store: stored.store, lab: stored.lab, threads: 1)
      let facts = recipe.metadata(tileDigest: figure.tileDigest)
      let tree = try JSONTree(parsing: facts.configuration)
      for round in 0..<150 {
        let text = mutator.mutated(tree)
        let path = try round % 4 == 0 ? picture(text) : sidecar(text)
        do {
          let reproduction = try Reproduction<ReconstructionLab>(reading: path)
          if try draw(reproduction) { drawn += 1 }
        } catch {
          #expect(error is LabError, "\(error) of \(text)")
        }
      }
      #expect(
        try recipe.draw(store: stored.store, lab: stored.lab, threads: 1).tileDigest == facts.tileDigest)
      _ = kind
    }
    #expect(drawn > 100)
  }

  private func sidecar(_ text: String) throws -> String {
    try stored.folder.file(
      "damaged.json",
      Array(
        #"{"identity-lab.config": \#(text), "identity-lab.data-sha256": "0", "identity-lab.version": "1"}"#
          .utf8))
  }

  private func picture(_ text: String) throws -> String {
    let path = stored.folder.path("damaged.png")
    try PNGFile.write(
      Raster(width: 1, height: 1, bytes: [0, 0, 0]),
      texts: FigureMetadata(configuration: text, version: "1", tileDigest: "0").texts, to: path)
    return path
  }

  /// Draws what costs little; whether it was drawn.
  private func draw(_ reproduction: Reproduction<ReconstructionLab>) throws -> Bool {
    _ = reproduction.recipe.summary
    if case .common(.figure(let configuration)) = reproduction.recipe,
      let largest = configuration.picture.options.sizes?.max(), largest > 64
    {
      return false
    }
    for run in reproduction.recipe.runs where run.cost.memory > 50e6 { return false }
    _ = try reproduction.plan(lab: stored.lab)
    let figure = try reproduction.draw(store: stored.store, lab: stored.lab).figure
    _ = try figure.render(format: .svg)
    return true
  }

  @Test(
    "options that no YAML file could ask for are refused by name, not drawn",
    arguments: [
      (#"{"over": "nothing"}"#, "over"), (#"{"over": "image"}"#, "over"), (#"{"by": "nothing"}"#, "by"),
      (#"{"curves": ""}"#, "curves"), (#"{"rows": "dept"}"#, "rows"), (#"{"columns": "no"}"#, "columns"),
      (#"{"sizes": []}"#, "sizes"), (#"{"sizes": [28, 0]}"#, "sizes"), (#"{"sizes": [1025]}"#, "sizes"),
      (#"{"untrained": [-1]}"#, "untrained"), (#"{"trainImages": 0}"#, "trainImages"),
      (#"{"testImages": 4000000000000000}"#, "testImages"), (#"{"inputs": []}"#, "inputs"),
    ])
  func options(json: String, name: String) {
    let error = #expect(throws: LabError.self) {
      try JSONDecoder().decode(ReconstructionOptions.self, from: Data(json.utf8))
    }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains("options: \(name): ") == true, "\(error?.description ?? "")")
  }

  @Test("a recipe without runs, with a run of no cell or with one axis twice is refused")
  func inconsistent() throws {
    let texts = [
      #"{"figure": "f", "picture": {"kind": "table", "options": {}}, "preset": "quick", "title": "t", "source": "s","#
        + #" "runs": []}"#,
      try grid(rows: "depth", columns: "depth", planned: "null"),
      try grid(rows: "depth", columns: "seed", planned: "[]"),
      try grid(rows: "depth", columns: "nothing", planned: "null"), plot(y: "[]", by: "[]"),
      plot(y: #"["loss"]"#, by: #"["nothing"]"#),
    ]
    for text in texts {
      #expect(throws: LabError.self, "\(text)") {
        try Reproduction<ReconstructionLab>(reading: sidecar(text))
      }
    }
    for usable in [
      try grid(rows: "depth", columns: "seed", planned: "null"), plot(y: #"["loss"]"#, by: #"["seed"]"#),
    ] {
      #expect(throws: Never.self) { try Reproduction<ReconstructionLab>(reading: sidecar(usable)) }
    }
  }

  private func plot(y: String, by: String) -> String {
    """
    {"sweep": "s", "plot": {"x": "depth", "y": \(y), "by": \(by), "facets": [], "log": [], "band": "range"},
     "runs": [\(runs[0].canonicalJSON)]}
    """
  }

  private func grid(rows: String, columns: String, planned: String) throws -> String {
    """
    {"sweep": "s", "cell": "zone", "probes": [{"family": "digits"}],
     "axes": {"rows": ["\(rows)"], "columns": ["\(columns)"], "facets": []}, "runs": [\(runs[0].canonicalJSON)], "planned": \(planned)}
    """
  }

  @Test("an untrained net that fits no machine is refused before its weights are drawn")
  func absurdNet() throws {
    let text = CanonicalJSON.compact(
      LayerConfiguration(
        input: "builtin:2", select: "all", scale: .layer, untrained: true, afterActivation: nil, run: runs[0])
    ).replacing("\"depth\":1", with: "\"activation\":\"relu\",\"depth\":9000,\"width\":1000000")
    let reproduction = try Reproduction<ReconstructionLab>(reading: sidecar(text))
    let error = #expect(throws: LabError.self) {
      try reproduction.draw(store: stored.store, lab: stored.lab)
    }
    #expect(error?.description.contains("memory") == true)
  }

  @Test("damaged results, states and studies of runs end no program")
  func records() throws {
    let run = runs[2]
    let directory = stored.store.directory(run.runKey)
    _ = try directory.value(of: LayerScales(), lab: stored.lab)
    try AtomicFile.write(
      CanonicalJSON.pretty(
        RunStatus(
          state: .done, attempt: 1, host: "h", pid: 1, heartbeat: "", started: "", seconds: 1, steps: 3,
          message: nil, instructionSet: nil)), to: directory.file("status.json"))
    let claims = try ["loss, expect: below, value: 1", "middle-size, expect: above, value: 0"].map {
      try ClaimTests.claim("{says: s, measure: \($0)}")
    }
    var mutator = JSONMutator(seed: 3)
    for name in ["result.json", "status.json", "studies/\(LayerScales().name).json"] {
      let original = String(decoding: try AtomicFile.read(directory.file(name)), as: UTF8.self)
      let tree = try JSONTree(parsing: original)
      for _ in 0..<200 {
        let text = mutator.mutated(tree)
        try AtomicFile.write(text, to: directory.file(name))
        let finished = runs.compactMap { try? ReconstructionRun($0, store: stored.store) }
        let context = stored.context(finished)
        let results = try ClaimEvaluator(context: context).results(of: claims)
        _ = CanonicalJSON.compact(results)
        _ = directory.status.map(CanonicalJSON.pretty)
        _ = (directory.state, directory.status?.millisecondsPerStep)
        for kind in [ReconstructionPicture.table, .zones, .similarity, .similarityCurves, .correlations] {
          do {
            _ = try kind.draw(context).render(format: .svg)
          } catch {
            // A `LabError`, for drawing throws no other.
          }
        }
      }
      try AtomicFile.write(original, to: directory.file(name))
    }
  }
}
