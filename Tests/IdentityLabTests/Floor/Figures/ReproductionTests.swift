import Foundation
import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabImages
@testable import LabSweeps

@Suite struct ReproductionTests {
  private let stored: StoredRuns
  private let lab = ReconstructionLab.builtIn()

  init() throws {
    stored = try StoredRuns()
  }

  @Test(
    "a picture of every kind is read back, from every format and from the sidecar, and made again the same")
  func roundTrips() throws {
    let configurations = try ["1", "2"].map { try stored.configuration([.depth: $0]) }
    for configuration in configurations {
      try stored.addWeights(configuration)
      try stored.add(configuration)
    }
    let sweep = SweepRecipe<ReconstructionLab>(
      sweep: "w", filter: "depth<3", runs: [configurations[0]], planned: configurations)
    let picture = try GridProbe("builtin:4", locator: lab.locator)
    let recipes: [ReconstructionRecipe] = [
      .common(
        .figure(
          FigureConfiguration<ReconstructionLab>(
            figure: "f", picture: FigurePicture<ReconstructionLab>(.predictions), preset: .quick, title: "t",
            source: "s",
            runs: configurations))),
      .common(
        .grid(
          GridConfiguration<ReconstructionLab>(
            sweep: sweep, cell: ReconstructionCell(.zone), axes: GridAxes(rows: [.depth])))),
      .common(
        .grid(
          GridConfiguration<ReconstructionLab>(
            sweep: sweep, cell: ReconstructionCell(.prediction, probes: [picture]),
            axes: GridAxes(rows: [.depth], columns: [.width], facets: [.seed])))),
      .common(
        .plot(
          PlotConfiguration<ReconstructionLab>(
            sweep: sweep,
            plot: PlotChoice(x: "depth", y: ["identity", "loss"], by: [], log: [.y], band: .deviation)))),
      .preview(PreviewConfiguration(preview: configurations[0])),
      .layers(
        LayerConfiguration(
          input: "builtin:2", select: "top:1", scale: .layer, untrained: false, run: configurations[1])),
      .layers(
        LayerConfiguration(
          input: "builtin:2", select: "top:1", scale: .shared, untrained: true, afterActivation: true,
          run: configurations[1])),
    ]
    for (index, recipe) in recipes.enumerated() {
      let figure = try recipe.draw(store: stored.store, lab: lab, threads: 1)
      let metadata = recipe.metadata(tileDigest: figure.tileDigest)
      let paths = FigureFormat.allCases.map { stored.folder.path("picture\(index).\($0.rawValue)") }
      for (format, path) in zip(FigureFormat.allCases, paths) {
        try FigureFile.write(figure.render(format: format), metadata: metadata, to: path)
      }
      for name in paths + [FigureFile.sidecarPath(of: paths[0])] {
        let reproduction = try Reproduction<ReconstructionLab>(reading: name)
        #expect(reproduction.recipe == recipe)
        #expect(reproduction.metadata == metadata)
        #expect(try reproduction.plan(lab: lab).runs == recipe.runs)
        let made = try reproduction.draw(store: stored.store, lab: lab)
        #expect(made.metadata == metadata, "\(name)")
      }
    }
  }

  @Test("what sweeps, figures and layers write is what is read: one recipe for making and for making again")
  func written() throws {
    let configuration = try stored.configuration([:])
    try stored.addWeights(configuration)
    try stored.add(configuration)
    let plan = SweepPlan<ReconstructionLab>(
      name: "w", axes: [SweepAxis(key: .depth, values: ["1"])], runs: [configuration])
    let grid = try SweepGrid(SweepSubject(plan: plan, store: stored.store, filter: nil))
    let cell = ReconstructionCell(.prediction, probes: [.family(.digits)])
    let figure = try grid.figure(cell, lab: stored.lab)
    let path = stored.folder.path("grid.png")
    try FigureFile.write(
      figure.render(format: .png), metadata: grid.metadata(cell, tileDigest: figure.tileDigest),
      to: path)
    let made = try Reproduction<ReconstructionLab>(reading: path).draw(store: stored.store, lab: lab)
    #expect(made.figure.tileDigest == figure.tileDigest)
  }

  @Test(
    "pictures of several images, of a whole set and of its layers are made again, too",
    arguments: ["builtin:7+builtin:4", "builtin:digits/20"])
  func severalImages(image: String) throws {
    let configuration = try stored.configuration([.image: image, .steps: "1"])
    try stored.addWeights(configuration)
    try stored.add(configuration)
    let directory = stored.store.directory(configuration.runKey)
    let study = try LayerTraces(
      directory, inputs: [], isUntrained: false, lab: lab)
    let selection = try ChannelSelection(parsing: "all")
    let sheet = study.sheet(study.traces[0], selection: selection, scale: .each)
    let layers = study.metadata(study.traces[0], selection: selection, sheet: sheet)
    let recipe = CommonRecipe<ReconstructionLab>.figure(
      FigureConfiguration<ReconstructionLab>(
        figure: "f", picture: FigurePicture<ReconstructionLab>(.predictions), preset: .quick, title: "t",
        source: "s",
        runs: [configuration]))
    let figure = try recipe.draw(store: stored.store, lab: lab, threads: 1)
    let drawn: [(any RenderableFigure, FigureMetadata)] = [
      (figure, recipe.metadata(tileDigest: figure.tileDigest)), (sheet, layers),
    ]
    for (index, (figure, metadata)) in drawn.enumerated() {
      let path = stored.folder.path("several\(index).png")
      try FigureFile.write(figure.render(format: .png), metadata: metadata, to: path)
      let reproduction = try Reproduction<ReconstructionLab>(reading: path)
      #expect(try reproduction.plan(lab: lab).runs == [configuration])
      #expect(try reproduction.draw(store: stored.store, lab: lab).metadata == metadata)
    }
  }

  @Test("other weights make other data")
  func otherWeights() throws {
    let configuration = try stored.configuration([:])
    try stored.addWeights(configuration)
    try stored.add(configuration)
    let recipe = ReconstructionRecipe.layers(
      LayerConfiguration(
        input: "builtin:2", select: "all", scale: .each, untrained: false, run: configuration))
    let first = try recipe.draw(store: stored.store, lab: lab, threads: 1).tileDigest
    let weights = configuration.makeInitialParameters()
    weights.values.copy(from: weights.values.array.map { -$0 })
    let file = SafetensorsFile(tensors: Checkpoint.tensors(of: weights), metadata: [:])
    try AtomicFile.write(
      file.encoded(), to: stored.store.directory(configuration.runKey).file("model.safetensors"))
    #expect(try recipe.draw(store: stored.store, lab: lab, threads: 1).tileDigest != first)
  }

  @Test("files that are no pictures of the program are refused by what they are")
  func foreign() throws {
    let foreign = stored.folder.path("foreign.png")
    try PNGFile.write(Raster(width: 2, height: 2, bytes: [UInt8](0..<12)), texts: [], to: foreign)
    let json = try stored.folder.file("other.json", Array(#"{"a": 1}"#.utf8))
    let svg = try stored.folder.file("other.svg", Array("<svg><metadata>{}</metadata></svg>".utf8))
    let pdf = try stored.folder.file("other.pdf", Array("%PDF-1.4 /Keywords (cats)".utf8))
    for path in [foreign, json, svg, pdf] {
      let error = #expect(throws: LabError.self) { try Reproduction<ReconstructionLab>(reading: path) }
      #expect(error?.exitCode == 65, "\(path)")
    }
    let absent = #expect(throws: LabError.self) {
      try Reproduction<ReconstructionLab>(reading: stored.folder.path("no.json"))
    }
    #expect(absent?.exitCode == 66)
  }

  @Test(
    "a training image whose folder the recipe does not name is asked for; other data or arithmetic are refused"
  )
  func missing() throws {
    let usual = try stored.configuration([:])
    var file = usual
    file.image = "nowhere-cat.png"
    var data = usual
    data.dataDigest = String(repeating: "0", count: 64)
    var arithmetic = usual
    arithmetic.numerics = 1
    for (configuration, code, untrained) in [
      (file, 66, false), (data, 65, false), (arithmetic, 65, false), (data, 65, true), (arithmetic, 65, true),
    ] as [(ReconstructionConfiguration, Int32, Bool)] {
      let recipe = ReconstructionRecipe.layers(
        LayerConfiguration(
          input: "builtin:2", select: "all", scale: .each, untrained: untrained, run: configuration))
      let path = stored.folder.path("facts.json")
      let facts = recipe.metadata(tileDigest: "0")
      try AtomicFile.write(
        """
        {"identity-lab.config": \(facts.configuration), "identity-lab.data-sha256": "0",
         "identity-lab.version": "1"}
        """, to: path)
      let error = #expect(throws: LabError.self) {
        try Reproduction<ReconstructionLab>(reading: path).plan(lab: lab)
      }
      #expect(error?.exitCode == code)
      #expect(code == 65 || error?.description.contains("nowhere-cat.png") == true)
    }
  }
}
