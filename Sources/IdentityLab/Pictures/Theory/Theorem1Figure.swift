import Foundation
import LabBase
import LabDrawing
import LabFigures
import LabImages

/// Trained one-layer linear nets beside Theorem 1's formula f(x) = Π∥(x) + W₀·Π⊥(x): a section a way of training, and
/// in it what the net gives, what the formula gives, and how far apart they are.
struct Theorem1Figure {
  private let heading: FigureHeading
  private let groups: [ReconstructionGroup]
  private let labels: ReconstructionLabels
  private let seeds: ShownSeeds<ReconstructionLab>
  private let lab: ReconstructionLab

  /// Makes the figure of runs the theorem is about.
  ///
  /// - Throws: `LabError.badConfiguration` where a run is of another net, or two are on different images.
  init(_ context: ReconstructionContext) throws(LabError) {
    for configuration in context.runs.map(\.configuration) {
      guard configuration.architecture == .fcn, configuration.depth == 1, configuration.centred != true else {
        throw .badConfiguration(
          key: "theorem-1",
          found: "\(configuration.architecture.rawValue) of depth \(configuration.depth)"
            + (configuration.centred == true ? ", centred" : ""),
          expected: "fully connected nets of depth 1 as they are")
      }
    }
    guard Set(context.runs.map(\.configuration.dataDigest)).count <= 1 else {
      throw .badConfiguration(
        key: "image", found: "several training images", expected: "one, whose probes are the columns")
    }
    heading = context.heading
    groups = context.trainedGroups
    labels = ReconstructionLabels(groups.map(\.configuration))
    seeds = ShownSeeds(groups)
    lab = context.lab
  }

  /// The first seed of every group in pictures, the errors over all of its seeds.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there.
  func grid() throws(LabError) -> ImageGrid {
    guard let first = groups.first?.configuration else {
      throw .missingInput(what: "a run to draw", advice: "give the recipe at least one")
    }
    let battery = try lab.makeExperiment(first).data.battery
    var rows: [ImageGrid.Row] = []
    for group in groups {
      var comparisons: [Theorem1Comparison] = []
      for run in group.runs { comparisons.append(try Theorem1Comparison(run, battery: battery)) }
      rows += section(group, comparisons, battery)
    }
    let normalization = first.normalize
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle(seeds), columnLabels: battery.columns.map(\.label),
      inputRow: ImageGrid.Row(
        label: "input",
        tiles: (0..<battery.representatives.count).map {
          normalization.restore(battery.representatives[$0], shape: battery.shape)
        }),
      rows: rows, tileSize: .fit(FigureStyle.tileSide),
      footnote: "Formula: the part of the input along the training image, plus the initial weights times the "
        + "part across it. Errors are relative, in the Euclidean norm, the least to the greatest over seeds and "
        + "images of a family. Source: \(heading.source).")
  }

  private func section(
    _ group: ReconstructionGroup, _ comparisons: [Theorem1Comparison], _ battery: ProbeBattery
  ) -> [ImageGrid.Row] {
    let (shape, normalization) = (battery.shape, group.configuration.normalize)
    let shown = comparisons[0]
    let count = group.runs.count
    let loss = group.statistic { $0.record.finalLoss }?.span.upper
    let weights = Self.text(comparisons.map(\.weightError))
    let families: [ProbeFamily] = [.training, .digits, .fashion, .uniformNoise]
    let errors = families.map { family in
      "\(family.title) \(Self.text(comparisons.flatMap { $0.errors(of: family) }))"
    }
    // Differences are enlarged by a power of ten until the largest is between a tenth and all of the range.
    let largest = shown.differences.joined().map { abs(Double($0)) }.max() ?? 0
    let power = largest > 0 && largest < 1 ? Int(-log10(largest)) : 0
    let factor = Float(pow(10, Double(power)))
    return [
      ImageGrid.Row(
        label: "trained net",
        tiles: shown.outputs.map { normalization.restore($0[...], shape: shape) },
        caption: "\(count) seed\(count == 1 ? "" : "s"), loss up to "
          + (loss.map { NumberText.short($0, digits: 2) } ?? "∞") + "\nerror of weights\n\(weights)",
        section: seeds.label(labels.label(group.configuration), of: group)),
      ImageGrid.Row(
        label: "formula",
        tiles: shown.formula.map { normalization.restore($0[...], shape: shape) }),
      ImageGrid.Row(
        label: power == 0 ? "|difference|" : "|difference| × \(NumberText.powerOfTen(power))",
        tiles: shown.differences.map { difference in
          Image(
            channels: shape.channels, height: shape.height, width: shape.width,
            pixels: difference.map { abs($0) * factor })
        },
        caption: (["error of outputs"] + errors).joined(separator: "\n")),
    ]
  }

  /// The least to the greatest of some errors, in two digits.
  private static func text(_ errors: [Double?]) -> String {
    // A net that is not finite is as far away as can be.
    let distances = errors.map { $0 ?? .infinity }
    guard let least = distances.min(), let greatest = distances.max() else { return "–" }
    let texts = [least, greatest].map { NumberText.short($0, digits: 2) }
    return texts[0] == texts[1] ? texts[0] : texts.joined(separator: " … ")
  }
}
