import Foundation
import LabBase
import LabDrawing
import LabFigures

/// Mean squared errors of one-layer convolutional nets on unseen images over the rank deficit m/C − r, what the patches
/// of their training image lack to span patch space: a panel a filter size, a colour a training image, a marker its size.
///
/// The theorem's bound hides a constant and logarithms, so that it has no height among the errors; for one filter size it is
/// the deficit times m/C, which the horizontal axis says.
struct Theorem2Figure {
  private let context: ReconstructionContext

  /// The place in the figure of nets that differ in their seed alone.
  private struct Measurement {
    let configuration: ReconstructionConfiguration
    let theorem: Theorem2
    /// Means over all probes but the training image, one a seed that has one.
    let errors: [Double]

    var deficit: Int { theorem.patchSize - theorem.rank }
    var size: String { configuration.text(of: .size).replacing("x", with: "×") }
    /// The geometric mean, else the largest alone would decide where the point stands; nil where there is none.
    var error: Double? {
      errors.isEmpty ? nil : exp(errors.map { log($0) }.reduce(0, +) / Double(errors.count))
    }
    var span: ValueRange? {
      errors.count > 1 ? ValueRange(holding: errors.map(Float.init)) : nil
    }
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
    for group in context.trainedGroups { measurements.append(try measure(group)) }
    let kernelSizes = Set(measurements.compactMap(\.configuration.kernelSize)).sorted()
    let images = measurements.map(\.configuration.subject).distinct
    var panels = kernelSizes.map { size in
      panel(size, measurements.filter { $0.configuration.kernelSize == size }, images)
    }
    let values = measurements.flatMap(\.errors).filter { $0 > 0 }
    if let least = values.min(), let greatest = values.max() {
      for index in panels.indices { panels[index].yAxis.range = ValueRange(least / 3, greatest * 3) }
    }
    var plot = LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: panels,
      legendTitle: "training image",
      footnote: "m/C: values of a patch, r: rank of the span of the training image's zero-padded patches, by "
        + "singular values; images that share a deficit stand beside each other. At 0 the theorem predicts the "
        + "identity: what is left are directions of small singular values, which gradient descent learns slowly, and "
        + "rounding. The bound hides a constant and logarithms, so that it says how errors may grow and not how large "
        + "they are. Geometric means over seeds. Source: \(context.heading.source).")
    plot.variantTitle = "its size"
    return plot
  }

  private func measure(_ group: ReconstructionGroup) throws(LabError) -> Measurement {
    let configuration = group.configuration
    let image = try context.lab.makeExperiment(configuration).data.trainingImage
    let theorem = try Theorem2(
      trainingImage: image, shape: configuration.imageShape, kernelSize: configuration.kernelSize ?? 1)
    let errors = group.runs.map { run -> Double? in
      let scores = run.record.evaluation.filter { $0.probe != .training }
      let isComplete = scores.allSatisfy { $0.mseToIdentity != nil }
      return isComplete ? scores.map(\.mseToIdentity).definedMean : nil
    }
    return Measurement(configuration: configuration, theorem: theorem, errors: errors.compactMap(\.self))
  }

  private func panel(
    _ kernelSize: Int, _ measurements: [Measurement], _ images: [String]
  ) -> LinePlot.Panel {
    let deficits = Set(measurements.map { Double($0.deficit) }).sorted()
    let length = max(deficits.last ?? 0, 4)
    // Images that share a deficit would hide each other: each stands a little beside it, nearer than the next deficit.
    let gap = zip(deficits, deficits.dropFirst()).map { $1 - $0 }.min() ?? length
    let step = min(0.8 * gap, length / 6) / Double(max(images.count, 1))
    let clouds = measurements.map { measurement in
      let place = images.firstIndex(of: measurement.configuration.subject) ?? 0
      let shift = step * (Double(place) - Double(images.count - 1) / 2)
      return LinePlot.Series(
        label: measurement.configuration.subject, variant: measurement.size,
        points: [
          LinePlot.Sample(
            x: Double(measurement.deficit) + shift, y: measurement.error, span: measurement.span)
        ], isJoined: false)
    }
    let patchSize = measurements.first?.theorem.patchSize ?? 0
    return LinePlot.Panel(
      title: "\(kernelSize)×\(kernelSize) filter, m/C = \(patchSize)",
      xAxis: LinePlot.Axis(
        "rank deficit m/C − r\n(bound m(m/C − r)/C: \(patchSize) times it)",
        range: ValueRange(-length / 8, length * 1.08), ticks: deficits),
      yAxis: LinePlot.Axis("MSE on unseen images", isLogarithmic: true), series: clouds)
  }
}
