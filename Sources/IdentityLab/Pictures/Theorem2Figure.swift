import LabBase
import LabDrawing
import LabFigures

/// Mean squared errors of one-layer convolutional nets on unseen images over m/C − r, what the patches of their
/// training image lack to span patch space: a panel a filter size, a cloud of points a training image.
struct Theorem2Figure {
  private let context: ReconstructionContext

  /// A net's place in the figure.
  private struct Measurement {
    let configuration: ReconstructionConfiguration
    let theorem: Theorem2
    /// Mean over all probes but the training image; nil for a diverged net.
    let error: Double?

    var deficit: Int { theorem.patchSize - theorem.rank }
  }

  /// Makes the figure of runs the theorem is about.
  ///
  /// - Throws: `LabError.badConfiguration` where a run is of another net.
  init(_ context: ReconstructionContext) throws(LabError) {
    for configuration in context.runs.map(\.configuration) {
      guard configuration.architecture == .cnn, configuration.depth == 1 else {
        throw .badConfiguration(
          key: "theorem-2", found: "\(configuration.architecture.rawValue) of depth \(configuration.depth)",
          expected: "convolutional nets of depth 1")
      }
    }
    self.context = context
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where the data of a run are not there.
  func plot() throws(LabError) -> LinePlot {
    var measurements: [Measurement] = []
    for run in context.runs { measurements.append(try measure(run)) }
    let factor = Self.factor(measurements)
    let kernelSizes = Set(measurements.compactMap(\.configuration.kernelSize)).sorted()
    var panels = kernelSizes.map { size in
      panel(size, measurements.filter { $0.configuration.kernelSize == size }, factor)
    }
    let values = measurements.compactMap(\.error).filter { $0 > 0 }
    if let least = values.min(),
      let greatest = panels.flatMap(\.series).flatMap(\.points)
        .compactMap(\.y).max()
    {
      for index in panels.indices { panels[index].yAxis.range = ValueRange(least / 3, greatest * 3) }
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: "training image",
      footnote: "m/C: values of a patch, r: rank of the span of the training image's zero-padded patches, by "
        + "singular values. At 0 the theorem predicts the identity: what is left are directions of small "
        + "singular values, which gradient descent learns slowly, and rounding. The bound hides a constant and "
        + "logarithms: its shape m(m/C − r)/C is drawn with the one factor for all panels that lifts it onto the "
        + "highest point. Source: \(context.heading.source).")
  }

  private func measure(_ run: ReconstructionRun) throws(LabError) -> Measurement {
    let configuration = run.configuration
    let image = try context.lab.makeExperiment(configuration).data.trainingImage
    let theorem = try Theorem2(
      trainingImage: image, shape: configuration.imageShape, kernelSize: configuration.kernelSize ?? 1)
    let scores = run.record.evaluation.filter { $0.probe != .training }
    let isComplete = scores.allSatisfy { $0.mseToIdentity != nil }
    return Measurement(
      configuration: configuration, theorem: theorem,
      error: isComplete ? scores.map(\.mseToIdentity).definedMean : nil)
  }

  /// The least factor that lifts the bound over every measured error; nil where it says nothing of any.
  private static func factor(_ measurements: [Measurement]) -> Double? {
    measurements.compactMap { measurement in
      measurement.deficit > 0 ? measurement.error.map { $0 / measurement.theorem.bound } : nil
    }.max()
  }

  private func panel(
    _ kernelSize: Int, _ measurements: [Measurement], _ factor: Double?
  ) -> LinePlot.Panel {
    let images = measurements.map(\.configuration.subject).distinct
    let clouds = images.map { image in
      LinePlot.Series(
        label: image,
        points: measurements.filter { $0.configuration.subject == image }.map {
          LinePlot.Sample(x: Double($0.deficit), y: $0.error)
        }, isJoined: false)
    }
    let patchSize = measurements.first?.theorem.patchSize ?? 0
    let parameters = measurements.first?.theorem.parameterCount ?? 0
    let channels = measurements.first?.configuration.imageChannels ?? 1
    let greatest = measurements.map(\.deficit).max() ?? 0
    // Under the points, the highest of which lies on it.
    var series: [LinePlot.Series] = []
    if let factor, greatest > 0 {
      let points = (1...greatest).map {
        LinePlot.Sample(
          x: Double($0), y: factor * Double(parameters) * Double($0) / Double(channels))
      }
      series.append(LinePlot.Series(label: "bound, up to a factor", points: points))
    }
    return LinePlot.Panel(
      title: "\(kernelSize)×\(kernelSize) filter, m/C = \(patchSize)",
      xAxis: LinePlot.Axis("m/C − r", range: ValueRange(-1, Double(max(greatest, 4)) + 1)),
      yAxis: LinePlot.Axis("MSE on unseen images", isLogarithmic: true), series: series + clouds)
  }
}
