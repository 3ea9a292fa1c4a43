import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite("Pictures of how nets are trained and what theory says of them")
struct CourseFigureTests {
  private let stored: StoredRuns
  private static let net: [SettingKey: String] = [
    .width: "12", .kernelSize: "3", .size: "7", .initializer: "kaiming-normal", .normalize: "none",
    .learningRate: "3e-3", .steps: "5000", .tolerance: "3e-3", .schedule: "constant",
  ]

  init() throws {
    stored = try StoredRuns()
  }

  /// Trained nets.
  private func train(_ nets: [[SettingKey: String]]) throws -> [ReconstructionRun] {
    try nets.map { net in
      let configuration = try stored.lab.makeConfiguration(Settings(Self.net.merging(net) { $1 }))
      _ = try RunExecutor(store: stored.store).run(configuration, lab: stored.lab)
      let directory = stored.store.directory(configuration.runKey)
      return ReconstructionRun(configuration, record: try #require(directory.record), directory: directory)
    }
  }

  private func options(_ change: (inout ReconstructionOptions) -> Void) -> ReconstructionOptions {
    var options = ReconstructionOptions()
    change(&options)
    return options
  }

  @Test("curves of the kernel stand beside those of nets, dashed")
  func kernel() throws {
    let runs = try train([[.depth: "2"], [.depth: "3"]])
    let context = stored.context(
      runs,
      options {
        $0.kernel = true
        $0.probes = [.digits]
        $0.also = [.distance, .alignment]
      })
    let plot = try CorrelationFigure(context).plot()
    #expect(
      plot.panels.map(\.title) == [
        "identity", "constant", RunNumber.distance.title, RunNumber.alignment.title,
      ])
    let identity = plot.panels[0].series
    #expect(identity.map(\.variant) == ["trained nets", "tangent kernel"])
    #expect(Set(identity.map(\.label)) == [ProbeFamily.digits.title])
    for (place, run) in runs.enumerated() {
      let predicted = try context.value(of: KernelPrediction(), run).fromStart.score(of: .digits)
      #expect(identity[0].points[place].y == run.record.score(of: .digits)?.correlationWithIdentity)
      #expect(identity[1].points[place].y == predicted?.correlationWithIdentity)
      #expect(plot.panels[1].series[1].points[place].y == predicted?.correlationWithConstant)
      #expect(
        plot.panels[3].series[0].points[place].y == (try context.value(of: TangentAlignment(), run).alignment)
      )
    }
    // The way of all weights together, from those of the layers.
    let start = runs[0].configuration.makeInitialParameters().values.array
    let end = try runs[0].directory.weights(runs[0].configuration).values.array
    func norm(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }
    let way = norm(zip(end, start).map { $0 - $1 }) / norm(start)
    #expect(isClose(try #require(plot.panels[2].series[0].points[0].y), way, relative: 1e-6))
    #expect(plot.panels[2].yAxis.isLogarithmic && !plot.panels[3].yAxis.isLogarithmic)
  }

  @Test("only families are drawn that the kernel, or the course of a training, is asked about")
  func families() throws {
    let runs = try train([[.depth: "2"]])
    func message(
      _ change: (inout ReconstructionOptions) -> Void, _ draw: (ReconstructionContext) throws -> Void
    )
      throws -> String
    {
      let error = #expect(throws: LabError.self) { try draw(stored.context(runs, options(change))) }
      return "\(try #require(error))"
    }
    let correlations = { (context: ReconstructionContext) in _ = try CorrelationFigure(context).plot() }
    #expect(try message({ $0.kernel = true }, correlations).contains("kernel"))
    #expect(
      try message({ ($0.kernel, $0.probes) = (true, [.digits, .fashion]) }, correlations).contains("fashion"))
    #expect(
      try message({ ($0.kernel, $0.curves, $0.probe) = (true, .width, .stripes) }, correlations).contains(
        "stripes"))
    #expect(
      try message({ ($0.kernel, $0.probe) = (true, .circle) }) { _ = try DiffusionFigure($0).plot() }
        .contains(
          "circle"))
    #expect(try message({ $0.probes = [.blends] }) { _ = try TrajectoryFigure($0).plot() }.contains("blends"))
    let yaml = #expect(throws: LabError.self) {
      try ReconstructionOptions(#require(try YAMLValue.parse("{kernel: maybe}", name: "recipe")))
    }
    #expect("\(try #require(yaml))".contains("true or false"))
  }

  @Test("spectra: three panels over the layers, from the first on that has weights")
  func spectra() throws {
    let runs = try train([[.depth: "3"], [.depth: "3", .seed: "1"]])
    let plot = try SpectraFigure(stored.context(runs)).plot()
    #expect(plot.panels.count == 3 && plot.panelsPerRow == 3)
    #expect(plot.panels.allSatisfy { $0.series.count == 1 && $0.series[0].points.map(\.x) == [1, 2, 3] })
    let layers = try runs.map { try stored.context(runs).value(of: WeightSpectra(), $0).layers }
    let distances = layers.map { $0[1].distanceFromStart ?? 0 }
    #expect(
      isClose(
        try #require(plot.panels[0].series[0].points[1].y), (distances[0] * distances[1]).squareRoot(),
        relative: 1e-9))
    #expect(plot.panels[1].series[0].points.allSatisfy { ($0.y ?? 0) > 1 - 1e-6 })
    // A last layer of one output has one direction.
    #expect(isClose(try #require(plot.panels[1].series[0].points[2].y), 1, relative: 1e-6))
  }

  @Test(
    "a trajectory begins with the untrained net and ends with the run's own scores; a shallow net ends at the identity"
  )
  func trajectory() throws {
    let runs = try train([[.depth: "1", .tolerance: "1e-4", .learningRate: "0.05"], [.depth: "3"]])
    let value = try runs[1].directory.value(of: Trajectory(), lab: stored.lab)
    let record = runs[1].record
    #expect(value.points.count > 5)
    #expect(value.points.first?.step == 0 && value.points.last?.step == record.steps)
    #expect(value.points.map(\.step) == value.points.map(\.step).sorted())
    #expect(value.points.map(\.level) == value.points.map(\.level).sorted(by: >))
    #expect(value.points.last?.score(of: .digits) == record.score(of: .digits))
    #expect(value.points.first?.level == record.initialLoss)
    // Each was asked at the first recorded step below its level.
    let table = MetricsTable(
      csv: String(decoding: try AtomicFile.read(runs[1].directory.file("metrics.csv")), as: UTF8.self))
    let losses = table["loss"].compactMap(\.self)
    for point in value.points.dropFirst().dropLast() {
      let row = try #require(table.steps.firstIndex(of: point.step))
      #expect(losses[row] <= point.level && losses[..<row].allSatisfy { $0 > point.level })
      let exponent = -log10(point.level) * 4
      #expect(isClose(exponent, exponent.rounded(), absolute: 1e-9, relative: 0))
    }
    let late = try #require(value.lateChange(of: .digits) { $0.constant })
    let level = try #require(value.points.first { $0.level <= 0.0100001 })
    let change =
      try #require(record.score(of: .digits)?.decomposition?.constant)
      - #require(level.score(of: .digits)?.decomposition?.constant)
    #expect(isClose(late, abs(change), absolute: 1e-12, relative: 0))
    let context = stored.context(runs)
    #expect(
      try ReconstructionMeasure.late(.constant, .digits).value(of: runs[1], in: context) == late)
    let plot = try TrajectoryFigure(context).plot()
    #expect(plot.panels.map(\.title) == ["digits", "digits", "uniform noise", "uniform noise"])
    let shallow = try #require(plot.panels[0].series.first)
    #expect(try #require(shallow.points.last?.y) > 0.9 && plot.panels[0].xAxis.isLogarithmic)
    #expect(plot.panels.allSatisfy { $0.yAxis.range == plot.panels[0].yAxis.range })
  }

  @Test("a run whose weights are not those that its training ends with has no trajectory")
  func foreign() throws {
    let runs = try train([[.depth: "2"]])
    try stored.addWeights(runs[0].configuration)
    #expect(throws: LabError.self) { try runs[0].directory.value(of: Trajectory(), lab: stored.lab) }
  }

  @Test("losses that the training does not have are refused, and an edited study is made again")
  func edited() throws {
    let runs = try train([[.depth: "2"]])
    let directory = runs[0].directory
    let value = try directory.value(of: Trajectory(), lab: stored.lab)
    let study = directory.file("studies/\(Trajectory().name).json")
    let text = String(decoding: try AtomicFile.read(study), as: UTF8.self)
    let level = try #require(text.firstMatch(of: /"level" : [0-9.e-]+/)).output
    try AtomicFile.write(text.replacing(level, with: "\"level\" : -1"), to: study)
    #expect(try directory.value(of: Trajectory(), lab: stored.lab) == value)
    let alignment = try directory.value(of: TangentAlignment(), lab: stored.lab)
    let file = directory.file("studies/\(TangentAlignment().name).json")
    let whole = String(decoding: try AtomicFile.read(file), as: UTF8.self)
    let number = try #require(whole.firstMatch(of: /"alignment" : [0-9.e-]+/)).output
    try AtomicFile.write(whole.replacing(number, with: "\"alignment\" : 2"), to: file)
    #expect(try directory.value(of: TangentAlignment(), lab: stored.lab) == alignment)
    let metrics = directory.file("metrics.csv")
    let csv = String(decoding: try AtomicFile.read(metrics), as: UTF8.self)
    let lines = csv.split(separator: "\n")
    let short = lines.dropLast(2).joined(separator: "\n") + "\n"
    for damaged in [short, lines[0] + "\n", csv.replacing("0.0", with: "0.1")] {
      try FileManager.default.removeItem(atPath: study)
      try AtomicFile.write(damaged, to: metrics)
      let error = #expect(throws: LabError.self) {
        try directory.value(of: Trajectory(), lab: stored.lab)
      }
      #expect("\(try #require(error))".contains("metrics.csv"))
      try AtomicFile.write(text, to: study)
    }
  }

  @Test("nor has one that diverged, to a number or to none", arguments: ["1e300", "1e4"])
  func diverged(rate: String) throws {
    let runs = try train([[.depth: "2", .learningRate: rate]])
    #expect(runs[0].record.stopReason == .diverged)
    #expect((runs[0].record.finalLoss == nil) == (rate == "1e300"))
    let error = #expect(throws: LabError.self) {
      try runs[0].directory.value(of: Trajectory(), lab: stored.lab)
    }
    #expect("\(try #require(error))".contains("diverge"))
  }

  @Test("constants over both laws, a curve an image size and filter size")
  func diffusion() throws {
    let runs = try [("2", "3", "6"), ("4", "3", "6"), ("4", "5", "6"), ("4", "5", "8")].map {
      depth, kernel, size in
      try stored.add(
        stored.configuration([.depth: depth, .kernelSize: kernel, .size: size]),
        constant: depth == "2" ? 0.5 : 0.75
      )
    }
    let plot = try DiffusionFigure(stored.context(runs)).plot()
    #expect(plot.panels.count == 4 && plot.panelsPerRow == 2)
    #expect(plot.panels[0].series.map(\.label) == ["6×6, k 3", "6×6, k 5", "8×8, k 5"])
    func places(_ panel: Int, _ curve: Int) -> [Double] { plot.panels[panel].series[curve].points.map(\.x) }
    #expect(places(0, 0) == [16.0 / 36, 32.0 / 36] as [Double])
    #expect(places(1, 0) == [4.0 / 6, 8.0 / 6] as [Double])
    #expect(places(1, 2) == [2.0] as [Double])
    #expect(plot.panels[0].series[0].points.map(\.y) == [0.5, 0.75])
    // b is of no score that was made up.
    #expect(plot.panels[2].series[0].points.allSatisfy { $0.y == nil })
    let twins = try ["2", "3"].map {
      try stored.add(stored.configuration([.depth: "2", .kernelSize: "3", .size: "6", .width: $0]))
    }
    #expect(throws: LabError.self) { try DiffusionFigure(stored.context(twins)) }
    let trained = try train([[.depth: "2"], [.depth: "3"]])
    let kernel = try DiffusionFigure(stored.context(trained, options { $0.kernel = true })).plot()
    let constant: (ProbeScore) -> Double? = { $0.correlationWithConstant }
    let part: (ProbeScore) -> Double? = { $0.decomposition?.constant }
    for (panel, value) in [constant, constant, part, part].enumerated() {
      let series = kernel.panels[panel].series
      #expect(series.map(\.variant) == ["trained nets", "tangent kernel"])
      let scores = try trained.map { try #require($0.record.score(of: .digits)) }
      #expect(series[0].points.map(\.y) == scores.map(value))
      let predicted = try trained.map {
        try #require(
          try stored.context(trained).value(of: KernelPrediction(), $0).fromStart.score(of: .digits))
      }
      #expect(series[1].points.map(\.y) == predicted.map(value))
      #expect(series[1].points.map(\.x) == series[0].points.map(\.x))
    }
    let dense = try stored.add(stored.configuration([.architecture: "fcn", .depth: "2"]))
    #expect(throws: LabError.self) { try DiffusionFigure(stored.context([dense])) }
  }
}
