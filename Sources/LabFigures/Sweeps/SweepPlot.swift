import LabBase
import LabDrawing
import LabRuns

/// Quantities of a user's own sweep as curves over one of them: means over the seeds, with a band.
///
/// Runs that are not fitted are left out and counted on the picture.
package struct SweepPlot<L: FigureLab> {
  /// The runs.
  package let subject: SweepSubject<L>
  /// What is shown, with the settings of curves and panels decided.
  package let choice: PlotChoice
  let x: RunQuantity<L>
  let y: [RunQuantity<L>]
  let varying: VaryingSettings<L.Configuration>
  let by: [SettingKey]
  let facets: [SettingKey]

  /// Most curves of a panel.
  package static var mostCurves: Int { 16 }

  /// Decides what is drawn: settings that vary and are neither the horizontal axis nor chosen are curves, if those are
  /// left open, and then panels; only the seed is averaged over.
  ///
  /// - Throws: `LabError.badConfiguration` for a word that is no quantity, one that has no order drawn vertically, a
  ///   setting that no run varies in, or more curves or panels than can be read.
  package init(_ subject: SweepSubject<L>, _ choice: PlotChoice) throws(LabError) {
    let along = try RunQuantity<L>.named(choice.x, option: "x").key.map { [$0] } ?? []
    let chosen = (choice.by ?? []) + (choice.facets ?? [])
    let varying = VaryingSettings(subject.planned, first: along + chosen + subject.planAxes + [.seed])
    let possible = (varying.axes + varying.followers + subject.planAxes).distinct.filter {
      !along.contains($0)
    }
    for (option, keys) in [("by", choice.by), ("facets", choice.facets)] {
      for key in keys ?? [] where !possible.contains(key) {
        throw .badConfiguration(
          key: option, found: Self.flags([key]),
          expected: possible.isEmpty
            ? "none: nothing else varies in these runs" : "an axis of the sweep: \(Self.flags(possible))")
      }
    }
    if let twice = chosen.first(where: { key in chosen.count { $0 == key } > 1 }) {
      throw .badConfiguration(
        key: "facets", found: "\(Self.flags([twice])) twice", expected: "each axis once, in by or facets")
    }
    var rest = varying.axes.filter { !chosen.contains($0) && !along.contains($0) && $0 != .seed }
    var decided = choice
    decided.by = choice.by ?? (rest.isEmpty ? [] : [rest.removeFirst()])
    decided.facets = (choice.facets ?? []) + rest
    try self.init(subject, decided: decided, varying: varying)
    for (option, keys, most, noun) in [
      ("by", by, Self.mostCurves, "curves"), ("facets", facets, GridAxes.mostFacets, "panels"),
    ] {
      let count = GridPlace.places(keys, of: subject.planned).count
      guard count > most else { continue }
      throw .badConfiguration(
        key: option, found: "\(count) \(noun), one for each \(Self.flags(keys))",
        expected: "at most \(most): choose runs with --where, or other axes with --by and --facets")
    }
  }

  /// Draws what was drawn before.
  ///
  /// - Throws: `LabError.badConfiguration` for words that are no quantities, or cannot be drawn so.
  init(_ subject: SweepSubject<L>, decided choice: PlotChoice) throws(LabError) {
    let x = try RunQuantity<L>.named(choice.x, option: "x")
    let keys = (x.key.map { [$0] } ?? []) + (choice.by ?? []) + (choice.facets ?? [])
    try self.init(
      subject, decided: choice, varying: VaryingSettings(subject.planned, first: keys + [.seed]))
  }

  private init(
    _ subject: SweepSubject<L>, decided choice: PlotChoice, varying: VaryingSettings<L.Configuration>
  ) throws(LabError) {
    let x = try RunQuantity<L>.named(choice.x, option: "x")
    var y: [RunQuantity<L>] = []
    for name in choice.y { y.append(try RunQuantity.named(name, option: "y")) }
    if let word = y.first(where: { !$0.isNumeric }) {
      throw .badConfiguration(
        key: "y", found: word.name, expected: "a quantity of numbers; words can be --x, --by or --facets")
    }
    if choice.log.contains(.x), !x.isNumeric {
      throw .badConfiguration(key: "log", found: "x", expected: "an axis of numbers, which \(x.name) is not")
    }
    self.subject = subject
    self.x = x
    self.y = y
    self.varying = varying
    self.choice = choice
    by = choice.by ?? []
    facets = choice.facets ?? []
  }

  private static func flags(_ keys: [SettingKey]) -> String {
    keys.map { L.Configuration.settings[$0].flag }.joined(separator: ", ")
  }

  /// What the picture carries about its making.
  package func metadata(tileDigest: String) -> FigureMetadata {
    recipe.metadata(tileDigest: tileDigest)
  }

  /// What the picture is drawn from.
  var recipe: PlotConfiguration<L> { PlotConfiguration(sweep: subject.recipe, plot: choice) }

  /// The picture.
  package func figure() -> LinePlot {
    let table = L.Configuration.settings
    // Without curves of its own, what is on one scale shares a panel.
    let shares = by.isEmpty && y.count > 1 && y.allSatisfy { L.scale(of: $0, holding: []) != nil }
    let groups = shares ? [y] : y.map { [$0] }
    let panels = GridPlace.places(facets, of: subject.planned).flatMap { facet in
      groups.map { quantities in
        panel(facets.isEmpty ? nil : facet.named(facets, in: table), quantities, members(facet, facets))
      }
    }
    let heading = subject.heading(varying, remarks: remarks)
    var plot = LinePlot(
      title: heading.title, subtitle: heading.subtitle, panels: compared(panels, groups),
      panelsPerRow: groups.count > 1 ? min(groups.count, 3) : 3,
      palette: by.count == 1 && table[by[0]].domain.isNumeric ? .ordered : .categorical,
      legendTitle: by.isEmpty ? nil : by.map(\.title).joined(separator: " · "), spanMeaning: spanMeaning)
    plot.undefinedMeaning = "no fitted run there, or none that has the number"
    return plot
  }

  private var spanMeaning: String {
    choice.band == .range
      ? "least to greatest over seeds" : "one standard deviation over seeds to either side"
  }

  private var remarks: [String] {
    let placed = subject.counted.count { run in
      x.key.map { !run.configuration.text(of: $0).isEmpty } ?? true
    }
    let others = subject.counted.count - placed
    let drawn =
      "drawn are \(others > 0 ? "" : "the ")\(placed) fitted runs"
      + (others > 0 ? ", without \(others) that have no \(x.title)" : "")
    guard x.key != nil else { return [drawn, "each mark is a run"] }
    return [drawn, averagesSeeds ? "mean over \(subject.seeds)" : subject.seeds]
  }

  private var averagesSeeds: Bool {
    !(by + facets).contains(.seed) && x.key != .seed && varying.axes.contains(.seed)
  }

  private func members(_ place: GridPlace, _ keys: [SettingKey]) -> [L.Configuration] {
    subject.planned.filter { GridPlace($0, keys) == place }
  }

  /// Panels of the same quantities on the same axes, so that facets compare.
  private func compared(
    _ panels: [LinePlot.Panel], _ groups: [[RunQuantity<L>]]
  ) -> [LinePlot.Panel] {
    var panels = panels
    for (group, quantities) in groups.enumerated() {
      let places = stride(from: group, to: panels.count, by: groups.count)
      var all = panels[group]
      all.series = places.flatMap { panels[$0].series }
      let values = all.series.flatMap(\.points).flatMap { [$0.y, $0.span?.lower, $0.span?.upper] }
      let scale =
        choice.log.contains(.y) ? nil : L.scale(of: quantities[0], holding: values.compactMap(\.self))
      let axes = PlotAxes(all)
      for place in places {
        panels[place].yAxis.range = scale ?? axes.y.range
        panels[place].xAxis.range = axes.x.range
      }
    }
    return panels
  }
}
