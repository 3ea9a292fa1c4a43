import LabBase
import LabExplorer
import LabImages
import LabRuns

/// What a run's net comes to when it is applied to its own answers, on the run's page.
enum IterationPanel {
  /// A film strip of one start of each kind, distances over iterations, and what all starts came to.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  static func panel(
    _ value: Attractors.Value, of run: ReconstructionRun, lab: ReconstructionLab, threads: Int
  ) throws(LabError) -> RunPanel<Image> {
    typealias Panel = RunPanel<Image>
    let net = try NetIteration(run.configuration, run.directory, lab: lab, threads: threads)
    let iterations = Attractors.usualIterations
    let columns = Orbit.columns(iterations)
    var panel = Panel(
      id: "iterations", title: "Iterations",
      about:
        "x, f(x), f(f(x)) …: what the net makes of its own answers. Distances are root mean squares in units of the training "
        + "image's contrast; behind an end stands the last iterate.",
      command: "identity-lab iterate \(run.directory.runKey)")
    let courses = net.starts(1).map { net.pictures(from: $0, iterations: iterations, at: columns) }
    panel.rows = courses.map { course in
      Panel.Row(
        title: course.orbit.label, note: course.orbit.text,
        images: zip(columns, course.pictures).compactMap { column, picture in
          picture.map {
            Panel.Tile($0, label: column == 0 ? "start" : "\(column)", caption: caption(course.orbit, column))
          }
        })
    }
    panel.plots = [
      Panel.Plot(
        title: "Distance to the training image", x: "iteration", y: "distance", logX: true, logY: true,
        series: courses.map { course in
          let points = course.orbit.points.filter { $0.iteration > 0 }
          return Panel.Series(
            title: course.orbit.label, x: points.map { Double($0.iteration) },
            y: points.map(\.distanceToTraining))
        })
    ]
    let kinds = value.orbits.map(\.kind).reduce(into: [IterationStart.Kind?]()) { known, kind in
      if !known.contains(kind) { known.append(kind) }
    }
    let fates = IterationFate.allCases.filter { fate in value.orbits.contains { $0.fate == fate } }
    panel.table = Panel.Table(
      columns: ["starts", "number"] + fates.map(\.title),
      rows: kinds.map { kind in
        let orbits = value.orbits.filter { $0.kind == kind }
        return [kind?.title ?? "images", "\(orbits.count)"]
          + fates.map { fate in "\(orbits.count { $0.fate == fate })" }
      })
    return panel
  }

  private static func caption(_ orbit: Orbit, _ column: Int) -> String? {
    orbit.points.first { $0.iteration == column }?.distanceToTraining.map { NumberText.short($0, digits: 2) }
  }
}
