import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite("Stored nets applied to their own answers")
struct NetIterationTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func run(_ settings: [SettingKey: String] = [:]) throws -> RunDirectory<ReconstructionLab> {
    let small: [SettingKey: String] = [.depth: "2", .steps: "12", .tolerance: "0"]
    let experiment = try stored.lab.makeExperiment(
      stored.configuration(small.merging(settings) { $1 }))
    _ = try RunExecutor(store: stored.store).run(experiment)
    return stored.store.directory(experiment.runKey)
  }

  private func net(_ run: RunDirectory<ReconstructionLab>, threads: Int = 1) throws -> NetIteration {
    try NetIteration(run.configuration(), run, lab: stored.lab, threads: threads)
  }

  @Test(
    "iterates are the predictor's answers to its answers, of centred and colour nets, too",
    arguments: [[:], [.centred: "true"], [.image: "builtin:scene/0"], [.architecture: "fcn"]]
      as [[SettingKey: String]])
  func iterates(settings: [SettingKey: String]) throws {
    let run = try run(settings)
    let configuration = try run.configuration()
    let net = try net(run)
    let start = try #require(net.starts(inputs: ["builtin:2"]).first)
    let (orbit, pictures) = net.pictures(from: start, iterations: 3, at: [0, 1, 2, 3])
    #expect(orbit == net.orbit(from: start, iterations: 3) && orbit.kind == nil)
    let predictor = Predictor(
      configuration, parameters: try run.weights(configuration), imageShape: configuration.imageShape)
    var image = ImageBatch(shape: configuration.imageShape, values: start.values)
    for (step, picture) in pictures.enumerated() where step <= orbit.end.iteration {
      #expect(picture == configuration.normalize.restore(image[0], shape: image.shape), "\(step)")
      image = predictor.predict(image)
    }
  }

  @Test("starts are the same however many there are; noise grows, about each training image in turn")
  func starts() throws {
    let net = try net(run([.image: "builtin:7+builtin:4"]))
    let (few, many) = (net.starts(1), net.starts(4))
    for kind in IterationStart.Kind.allCases where kind != .training {
      let wanted = many.filter { $0.kind == kind }
      #expect(few.filter { $0.kind == kind } == Array(wanted.prefix(1)))
      #expect(wanted.count == (kind == .natural ? 0 : 4), "\(kind)")
    }
    #expect(many.filter { $0.kind == .training }.map(\.values) == net.targets.images)
    let noisy = [IterationStart.Kind.slightNoise, .someNoise, .muchNoise].map { kind in
      many.filter { $0.kind == kind }.map { net.targets.nearest($0.values) }
    }
    #expect(noisy[0].map(\.place) == [0, 1, 0, 1])
    for (distances, size) in zip(noisy, [0.1, 0.3, 1]) {
      #expect(isClose(distances[0].distance, size, relative: 0.6), "\(distances) of \(size)")
    }
    #expect(try self.net(run([.image: "builtin:scene/0"])).starts(1).contains { $0.kind == .natural })
  }

  @Test("orbits are kept beside the run, the same for any number of threads; what cannot be is made again")
  func study() throws {
    let run = try run([.depth: "3", .width: "5"])
    let study = try Attractors(starts: 2, iterations: 20)
    let value = try run.value(of: study, lab: stored.lab)
    #expect(try study.measure(run, lab: stored.lab, threads: 3, onProgress: { _ in }) == value)
    #expect(value.orbits.count == 1 + 2 * 7 && value.trainingImages.count == 1)
    let shares = IterationFate.allCases.compactMap { value.share(of: [$0], from: .digits) }
    #expect(shares.count == 8 && abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(value.share(of: [.training], from: .natural) == nil)
    #expect(value.orbits(from: nil).count == 14)
    let path = run.file("studies/attractors-2-20.json")
    let text = try AtomicFile.read(path)
    let edits = [("\"nearest\" : 0", "\"nearest\" : 1"), ("\"iteration\" : 2\n", "\"iteration\" : 3\n")]
    for (found, edited) in edits {
      let changed = Array(String(decoding: text, as: UTF8.self).replacing(found, with: edited).utf8)
      let isChanged = changed != text
      #expect(isChanged, "\(found)")
      try AtomicFile.write(changed, to: path)
      _ = try run.value(of: study, lab: stored.lab)
      let isMadeAgain = try AtomicFile.read(path) == text
      #expect(isMadeAgain, "\(found)")
    }
    for (starts, iterations) in [(0, 5), (21, 5), (1, 0), (1, 10_001)] {
      let error = #expect(throws: LabError.self) { try Attractors(starts: starts, iterations: iterations) }
      #expect(error?.exitCode == 78)
    }
  }

  @Test("a strip is made again from its recipe; behind the end of an orbit its last iterate stands")
  func strip() throws {
    let run = try run()
    let strip = try IterationStrip(
      run.configuration(), run, inputs: nil, iterations: 6, lab: stored.lab)
    #expect(strip.sheet.columnLabels == ["start", "1", "2", "4", "6"])
    #expect(
      strip.sheet.rows.count == 1 + 2 * 7 && strip.sheet.rows.map(\.caption) == strip.orbits.map(\.text))
    let path = try strip.write(to: stored.folder.path("figures"), runKey: run.runKey, format: .png)
    let reproduction = try Reproduction<ReconstructionLab>(reading: path)
    #expect(try reproduction.plan(lab: stored.lab).runs == [run.configuration()])
    #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
    let chosen = try IterationStrip(
      run.configuration(), run, inputs: ["builtin:2"], iterations: 6, lab: stored.lab)
    #expect(try chosen.write(to: stored.folder.path("figures"), runKey: run.runKey, format: .png) != path)
    #expect(chosen.sheet.rows.map(\.label) == ["builtin:2"])
    // An untrained net of large weights leaves all bounds; its tiles end there.
    let wild = try self.run([.initializerGain: "300", .steps: "0"])
    let gone = try IterationStrip(
      wild.configuration(), wild, inputs: ["builtin:2"], iterations: 64, lab: stored.lab)
    #expect(gone.orbits[0].fate == .diverged && gone.sheet.rows[0].tiles.last == .some(nil))
    #expect(gone.sheet.rows[0].blanks.contains(gone.sheet.columnLabels.count - 1))
  }

  @Test("the figure's curves are shares of the study, and its strip is of the depths that are named")
  func figure() throws {
    let directories = try [["1", "0"], ["1", "1"], ["2", "0"]].map {
      try run([.depth: $0[0], .seed: $0[1], .tolerance: "1000", .steps: "3"])
    }
    let runs = try directories.map {
      ReconstructionRun(try $0.configuration(), record: try #require($0.record), directory: $0)
    }
    var options = ReconstructionOptions()
    options.depths = [2]
    let context = stored.context(runs, options)
    let plot = try AttractorFigure(context).plot()
    let first = try #require(plot.panels.first)
    #expect(plot.panels.count.isMultiple(of: 4) && first.title?.hasPrefix("training image") == true)
    let curve = try #require(first.series.first { $0.label == IterationStart.Kind.uniformNoise.title })
    let shares = try runs.prefix(2).map {
      try #require(
        try context.value(of: Attractors(), $0).share(of: IterationFate.basin, from: .uniformNoise))
    }
    #expect(curve.points[0].y == shares.reduce(0, +) / 2)
    for panel in 0..<4 {
      #expect(plot.panels[panel].series.allSatisfy { $0.label != IterationStart.Kind.natural.title })
    }
    // The shares of the four panels are all there is.
    let sum = (0..<4).compactMap { plot.panels[$0].series.first?.points[0].y }.reduce(0, +)
    #expect(abs(sum - 1) < 1e-9)
    let grid = try IterateFigure(context).grid()
    #expect(grid.rows.count == 8 && grid.rows.compactMap(\.section).count == 1)
    options.depths = [7]
    #expect(throws: LabError.self) { try IterateFigure(stored.context(runs, options)).grid() }
    var fields = try YAMLMapping(
      try #require(try YAMLValue.parse("{measure: fate-share, fate: training, start: digits}", name: "m")),
      keys: ["measure"] + ReconstructionMeasure.names)
    let measure = try ReconstructionMeasure(&fields)
    #expect(measure == .fate(.training, .digits))
    let digits = try context.value(of: Attractors(), runs[0]).share(of: [.training], from: .digits)
    #expect(try measure.value(of: runs[0], in: context) == digits && digits != nil)
  }
}
