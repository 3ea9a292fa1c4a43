import LabBase
import LabDrawing
import LabFigures

/// What answers are made of in the course of training: a and b of f(x) = a·x + b·x̂ + r over the loss, a curve a net.
struct TrajectoryFigure {
  private let context: ReconstructionContext

  init(_ context: ReconstructionContext) {
    self.context = context
  }

  /// A line of panels for each probe family: a and b.
  ///
  /// - Throws: `LabError` where a training cannot be done again.
  func plot() throws(LabError) -> LinePlot {
    let families = context.options.probes ?? [.digits, .uniformNoise]
    if let other = families.first(where: { !Trajectory.drawnFamilies.contains($0) }) {
      throw .badConfiguration(
        key: "probes", found: "\(other.rawValue) in a trajectory",
        expected: "some of \(Trajectory.drawnFamilies.map(\.rawValue).joined(separator: ", "))")
    }
    let groups = context.trainedGroups
    let labels = ReconstructionLabels(groups.map(\.configuration))
    var courses: [(label: String, runs: [Trajectory.Value])] = []
    for group in groups {
      var runs: [Trajectory.Value] = []
      for run in group.runs where run.record.stopReason != .diverged {
        runs.append(try context.value(of: Trajectory(), run))
      }
      courses.append((labels.label(group.configuration), runs))
    }
    let panels = families.flatMap { family in
      [ReconstructionMeasure.Part.identity, .constant].map { part in
        LinePlot.Panel(
          title: family.title,
          xAxis: LinePlot.Axis("training loss, at most (training goes to the left)", isLogarithmic: true),
          yAxis: LinePlot.Axis(part.title),
          series: courses.map { LinePlot.Series(label: $0.label, points: Self.points($0.runs, family, part)) }
        )
      }
    }
    return LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle, panels: Self.sharingRange(panels),
      panelsPerRow: 2, palette: .ordered,
      footnote:
        "f(x) = a·x + b·x̂ + r by least squares, x̂ the training image: 1 and 0 of the identity, 0 and 1 of the "
        + "constant. Means over the images of a family and the seeds that trained, each time the loss had fallen by a "
        + "factor of 10^(1/\(Trajectory.levelsPerDecade)); the first point is before training. "
        + "Source: \(context.heading.source).")
  }

  /// Means over seeds at the levels that all of them passed, and at both ends.
  private static func points(
    _ runs: [Trajectory.Value], _ family: ProbeFamily, _ part: ReconstructionMeasure.Part
  ) -> [LinePlot.Sample] {
    func value(_ point: Trajectory.Point) -> Double? {
      point.score(of: family)?.decomposition.flatMap(part.value)
    }
    func sample(_ points: [Trajectory.Point]) -> LinePlot.Sample {
      let values = points.compactMap(value)
      let span = values.count > 1 ? ValueRange(values.min() ?? 0, values.max() ?? 0) : nil
      let place = points.map(\.level).reduce(0, +) / Double(max(points.count, 1))
      return LinePlot.Sample(x: place, y: points.map(value).definedMean, span: span)
    }
    guard let first = runs.first, first.points.count > 1 else { return [] }
    let shared = first.points.dropFirst().dropLast().map(\.level).filter { level in
      runs.allSatisfy { $0.points.dropFirst().dropLast().contains { $0.level == level } }
    }
    return [sample(runs.compactMap(\.points.first))]
      + shared.map { level in sample(runs.compactMap { $0.points.first { $0.level == level } }) }
      + [sample(runs.compactMap(\.points.last))]
  }

  /// The panels on one vertical axis, from 0 to 1 or as far as curves go.
  private static func sharingRange(_ panels: [LinePlot.Panel]) -> [LinePlot.Panel] {
    let values = panels.flatMap(\.series).flatMap(\.points).compactMap(\.y)
    let range = ValueRange(min(0, (values.min() ?? 0)) - 0.05, max(1, values.max() ?? 1) + 0.05)
    return panels.map { panel in
      var panel = panel
      panel.yAxis.range = range
      return panel
    }
  }
}
