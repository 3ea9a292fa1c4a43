import LabBase
import LabDrawing
import LabFigures

/// Whether one number says when convolutional nets give the constant: what they do over L (k² − 1)/n² and over
/// L (k − 1)/n, a curve an image size n and filter size k, L the depth.
///
/// The first is how far covariances spread if each layer moves them by a random step, as a share of the image's area; the
/// second how far a net sees, as a share of its side. If one of them decides, its curves lie on one another.
struct DiffusionFigure {
  private let context: ReconstructionContext
  private let family: ProbeFamily

  /// Makes the figure of convolutional nets.
  ///
  /// - Throws: `LabError.badConfiguration` where a run is of another net.
  init(_ context: ReconstructionContext) throws(LabError) {
    for configuration in context.all.map(\.configuration)
    where configuration.architecture != .cnn || configuration.imageHeight != configuration.imageWidth {
      throw .badConfiguration(
        key: "diffusion",
        found: "\(configuration.architecture.rawValue) on \(configuration.text(of: .size)) pixels",
        expected: "convolutional nets without residuals, on square images")
    }
    self.context = context
    family = context.options.probe ?? context.all.first?.configuration.probes.zoneFamily ?? .digits
    if context.options.kernel == true { try KernelPrediction.require([family]) }
    for (label, groups) in curves where Set(groups.map(\.configuration.depth)).count < groups.count {
      throw .badConfiguration(
        key: "diffusion", found: "several nets of one depth on \(label)",
        expected: "nets that differ in depth, filter size, image size and seed alone")
    }
  }

  /// A panel for each pair of a number and a law.
  ///
  /// - Throws: `LabError` where what the kernel predicts or answers are made of has to be computed and cannot be.
  func plot() throws(LabError) -> LinePlot {
    var panels: [LinePlot.Panel] = []
    for (axis, number) in Self.numbers {
      for law in Self.laws {
        var series: [LinePlot.Series] = []
        for (label, groups) in curves {
          var trained = try curve(label, groups, law.place) { number($0.record.score(of: family)) }
          guard context.options.kernel == true else {
            series.append(trained)
            continue
          }
          trained.variant = "trained nets"
          var predicted = try curve(label, groups, law.place) { run throws(LabError) in
            number(try context.value(of: KernelPrediction(), run).fromStart.score(of: family))
          }
          predicted.variant = "tangent kernel"
          series += [trained, predicted]
        }
        panels.append(
          LinePlot.Panel(
            xAxis: LinePlot.Axis(law.title + ", log scale", isLogarithmic: true),
            yAxis: LinePlot.Axis(axis, range: ValueRange(0, 1)), series: series))
      }
    }
    return LinePlot(
      title: context.heading.title, subtitle: "\(context.heading.subtitle); probe family \(family.title)",
      panels: panels, panelsPerRow: Self.laws.count, palette: .categorical, legendTitle: "image, filters",
      footnote:
        "L: layers, k: the filters' side, n: the image's side in pixels. Means over the images of the family and "
        + "the seeds that trained. Source: \(context.heading.source).")
  }

  /// The laws: what stands along the axis, and where a net has its place for its depth, filter size and image side.
  private static var laws: [(title: String, place: (Double, Double, Double) -> Double)] {
    [
      ("spreading by random steps, L (k² − 1)/n²", { $0 * ($1 * $1 - 1) / ($2 * $2) }),
      ("how far a net sees, L (k − 1)/n", { $0 * ($1 - 1) / $2 }),
    ]
  }

  private static var numbers: [(axis: String, number: (ProbeScore?) -> Double?)] {
    [
      ("correlation with constant", { $0?.correlationWithConstant }),
      ("b (part of the constant)", { $0?.decomposition?.constant }),
    ]
  }

  /// The nets of each image size and filter size.
  private var curves: [(label: String, groups: [ReconstructionGroup])] {
    let groups = context.trainedGroups
    func label(_ configuration: ReconstructionConfiguration) -> String {
      "\(configuration.text(of: .size).replacing("x", with: "×")), k \(configuration.kernelSize ?? 0)"
    }
    return groups.map { label($0.configuration) }.distinct.map { name in
      (name, groups.filter { label($0.configuration) == name })
    }
  }

  private func curve(
    _ label: String, _ groups: [ReconstructionGroup], _ place: (Double, Double, Double) -> Double,
    _ number: (ReconstructionRun) throws(LabError) -> Double?
  ) throws(LabError) -> LinePlot.Series {
    var points: [LinePlot.Sample] = []
    for group in groups {
      let configuration = group.configuration
      let statistic = try group.statistic(number)
      points.append(
        LinePlot.Sample(
          x: place(
            Double(configuration.depth), Double(configuration.kernelSize ?? 1),
            Double(configuration.imageHeight)),
          y: statistic?.mean, span: group.runs.count > 1 ? statistic?.span : nil))
    }
    return LinePlot.Series(label: label, points: points.sorted { $0.x < $1.x })
  }
}
