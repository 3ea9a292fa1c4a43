import Foundation
import LabBase
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// One run at a glance: what training came to in the heading, some inputs and answers, and the loss over the steps.
package struct RunPreview {
  /// The file's name in the run's folder.
  package static let fileName = "preview.png"

  private let run: ReconstructionRun
  private let asker: ProbeAsker

  /// Prepares the preview of a finished run.
  ///
  /// - Parameter threads: how many share the arithmetic of asking the net; the picture is the same for any number.
  package init(_ run: ReconstructionRun, lab: ReconstructionLab, threads: Int = 1) {
    self.run = run
    asker = ProbeAsker(lab: lab, threads: threads)
  }

  /// Draws the preview into the run's folder unless one is there.
  ///
  /// - Returns: the picture's path.
  /// - Throws: `LabError` where weights or data are missing, or the file cannot be written.
  package func write() throws(LabError) -> String {
    let path = run.directory.file(Self.fileName)
    if FileManager.default.fileExists(atPath: path) { return path }
    let figure = try figure()
    let recipe = ReconstructionRecipe.preview(PreviewConfiguration(preview: run.configuration.withoutFolders))
    try FigureFile.write(
      figure.render(format: .png), metadata: recipe.metadata(tileDigest: figure.tileDigest), to: path)
    return path
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  package func figure() throws(LabError) -> FigureStack {
    var parts = [FigureStack.Part.tiles(try tiles())]
    // Without its metrics, which nothing else needs, a run still has answers.
    if let curve = try? curve() { parts.append(.curves(curve)) }
    let configuration = run.configuration
    let settings = configuration.named(ReconstructionConfiguration.settings.keys)
    return FigureStack(
      title: title,
      subtitle: "\(ReconstructionLab.statement(of: [configuration]))\n\(settings)", parts: parts)
  }

  /// What training came to and, of a fitted net, what it does.
  private var title: String {
    let record = run.record
    guard record.outcome == .fitted else {
      return "\(record.outcome.rawValue): \(record.outcome.meaning), so that its answers are no findings"
    }
    let family = run.configuration.probes.zoneFamily
    let score = record.score(of: family)
    func text(_ value: Double?) -> String { value.map { NumberText.fixed($0, decimals: 2) } ?? "undefined" }
    let zone = record.zone.map { "zone \($0.rawValue), \($0.meaning)" } ?? "no zone"
    return "fitted · \(zone) · on \(family.title) correlation with identity "
      + "\(text(score?.correlationWithIdentity)), with constant \(text(score?.correlationWithConstant))"
  }

  /// How many pictures of each family are asked about; of the others none, so that it stays quick.
  private static let counts: [(family: ProbeFamily, count: Int)] = [
    (.training, 3), (.digits, 2), (.blends, 1), (.novel, 1), (.fashion, 1), (.natural, 2), (.stripes, 1),
    (.circle, 1), (.uniformNoise, 1),
  ]
  /// Larger pictures are shown smaller.
  private static let largestSide = 96

  private func tiles() throws(LabError) -> ImageGrid {
    let configuration = run.configuration
    let battery = try asker.lab.makeExperiment(configuration).data.battery
    let columns = Self.counts.flatMap { family, count in
      battery.columns.filter { $0.family == family }.prefix(count)
    }
    let inputs = ImageBatch(
      shape: battery.shape, values: columns.flatMap { battery[$0.family].inputs[$0.index] })
    let answers = try asker.answers(run, to: inputs, labels: columns.map(\.label))
    return ImageGrid(
      title: "", columnLabels: answers.labels,
      inputRow: ImageGrid.Row(label: "input", tiles: columns.indices.map { Self.small(answers.input($0)) }),
      rows: [ImageGrid.Row(label: "answer", tiles: columns.indices.map { Self.small(answers.output($0)) })],
      tileSize: .fit(FigureStyle.tileSide))
  }

  private static func small(_ image: Image) -> Image {
    let side = max(image.height, image.width)
    guard side > largestSide else { return image }
    return image.resized(
      height: max(1, image.height * largestSide / side), width: max(1, image.width * largestSide / side))
  }

  private func curve() throws(LabError) -> LinePlot {
    let heading = FigureHeading(title: "", subtitle: "", source: "")
    var plot = try LossFigure(
      FigureContext(heading: heading, runs: [run], lab: asker.lab), axis: "training loss"
    ).plot()
    plot.footnote = nil
    plot.panels[0].series[0].label = ""
    let tolerance = run.configuration.tolerance
    if tolerance > 0 {
      plot.panels[0].thresholds = [
        LinePlot.Threshold(value: tolerance, label: "tolerance \(NumberText.short(tolerance)): fitted")
      ]
    }
    return plot
  }
}
