import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Both correlations over a setting: where identity gives way; and other numbers of the runs, if the options name some.
///
/// A line of panels, identity and constant first, for each value of the setting `by` or else for each kind of net; curves are the probe families or, with the option `curves`, the values of a setting.
struct CorrelationFigure {
  private let context: ReconstructionContext
  private let over: SettingKey

  init(_ context: ReconstructionContext) {
    self.context = context
    over = context.options.over ?? .depth
  }

  /// The families with curves; natural images are shown to colour nets only.
  private var families: [ProbeFamily] {
    if let probes = context.options.probes { return probes }
    let isInColour = context.all.contains { $0.configuration.probes.natural != nil }
    return [.training, .digits, .blends, .novel, .fashion] + (isInColour ? [.natural] : [])
      + [.stripes, .uniformNoise, .gaussianNoise]
  }

  /// The plot.
  ///
  /// - Throws: `LabError` where what the runs do not say has to be computed and cannot be.
  func plot() throws(LabError) -> LinePlot {
    let also = context.options.also ?? []
    let groups = groups
    if context.options.kernel == true {
      try KernelPrediction.require(context.options.curves == nil ? families : [probe])
    }
    var lines: [[LinePlot.Panel]] = []
    for (name, runs) in groups {
      let suffix = groups.count > 1 ? ": \(name)" : ""
      var line = [
        try panel("identity" + suffix, runs, "correlation with identity") { $0?.correlationWithIdentity },
        try panel("constant" + suffix, runs, "correlation with constant") { $0?.correlationWithConstant },
      ]
      for number in also { line.append(try panel(number, suffix, runs)) }
      lines.append(line)
    }
    let range = CorrelationScale.axis(of: lines.flatMap { $0.prefix(2) }.flatMap(\.series))
    for line in lines.indices {
      for index in 0..<2 { lines[line][index].yAxis.range = range }
    }
    let subject = context.options.curves.map { _ in "; probe family \(probe.title)" } ?? ""
    var plot = LinePlot(
      title: context.heading.title, subtitle: context.heading.subtitle + subject,
      panels: lines.flatMap(\.self), panelsPerRow: 2 + also.count,
      legendTitle: context.options.curves?.title ?? "probe family",
      footnote: "Means over the images of a family and the seeds that trained. "
        + (context.options.kernel == true
          ? "Tangent kernel: what a net of infinite width would answer, from the net's own start and to its final loss. "
          : "")
        + "Source: \(context.heading.source).")
    plot.undefinedMeaning =
      also.isEmpty
      ? "no net trained, or its answers are constant"
      : "no net trained, its answers are constant, or its number is 0 on a logarithmic axis"
    return plot
  }

  private var probe: ProbeFamily {
    context.options.probe ?? context.all.first?.configuration.probes.zoneFamily ?? .digits
  }

  /// The pairs of panels with their runs: linear and ReLU nets are not one curve, nor are values of the setting `by`.
  ///
  /// A run on which a setting has no effect, such as the activation function of one layer, is a point of every curve.
  private var groups: [(name: String, runs: [ReconstructionRun])] {
    if let by = context.options.by {
      return Self.parts(context.all, by).map { value, runs in
        ("\(by.title) \(ReconstructionTable.shown(value, by))", runs)
      }
    }
    return Self.nets(context.all)
  }

  /// The runs of every kind of net: an architecture with its activation function.
  static func nets(_ runs: [ReconstructionRun]) -> [(name: String, runs: [ReconstructionRun])] {
    parts(runs, .architecture).flatMap { architecture, runs in
      parts(runs, .activation).map { activation, runs in
        (activation.isEmpty ? architecture : "\(architecture), \(activation)", runs)
      }
    }
  }

  /// The runs of every value of a setting.
  static func parts(
    _ runs: [ReconstructionRun], _ key: SettingKey
  ) -> [(value: String, runs: [ReconstructionRun])] {
    runs.values(of: key).map { value in (value, runs.filter { $0.configuration.fits(value, of: key) }) }
  }

  private func panel(
    _ name: String, _ runs: [ReconstructionRun], _ axis: String, _ value: (ProbeScore?) -> Double?
  ) throws(LabError) -> LinePlot.Panel {
    var series: [LinePlot.Series] = []
    for (label, family, runs) in curves(of: runs) {
      var trained = try curve(label, runs) { value($0.record.score(of: family)) }
      guard context.options.kernel == true else {
        series.append(trained)
        continue
      }
      trained.variant = "trained nets"
      var predicted = try curve(label, runs) { run throws(LabError) in
        value(try context.value(of: KernelPrediction(), run).fromStart.score(of: family))
      }
      predicted.variant = "tangent kernel"
      series += [trained, predicted]
    }
    return LinePlot.Panel(
      title: name, xAxis: xAxis(of: runs), yAxis: LinePlot.Axis(axis), series: series)
  }

  /// The curves of a panel of correlations: what each is called, what it is about, and of which runs.
  private func curves(
    of runs: [ReconstructionRun]
  ) -> [(label: String, family: ProbeFamily, runs: [ReconstructionRun])] {
    guard let curves = context.options.curves else { return families.map { ($0.title, $0, runs) } }
    return Self.parts(runs, curves).map { (ReconstructionTable.shown($0, curves), probe, $1) }
  }

  /// A number of the runs that is none of a probe family: a curve a value of the setting `curves`, or one.
  private func panel(
    _ number: RunNumber, _ suffix: String, _ runs: [ReconstructionRun]
  ) throws(LabError) -> LinePlot.Panel {
    let parts = context.options.curves.map { key in
      Self.parts(runs, key).map { (ReconstructionTable.shown($0, key), $1) }
    }
    var series: [LinePlot.Series] = []
    for (label, runs) in parts ?? [("the net itself", runs)] {
      series.append(try curve(label, runs) { run throws(LabError) in try number.value(of: run, in: context) })
    }
    return LinePlot.Panel(
      title: number.title + suffix, xAxis: xAxis(of: runs),
      yAxis: LinePlot.Axis(
        number.title + (number.isLogarithmic ? ", log scale" : ""), isLogarithmic: number.isLogarithmic),
      series: series)
  }

  private func xAxis(of runs: [ReconstructionRun]) -> LinePlot.Axis {
    let places = places(of: runs)
    // Values that span much more than an order of magnitude, such as widths, are read by their ratios.
    let isWide = (places.first ?? 0) > 0 && (places.last ?? 0) > 20 * (places.first ?? 0)
    return LinePlot.Axis(
      ReconstructionConfiguration.settings[over].axisTitle + (isWide ? ", log scale" : ""),
      isLogarithmic: isWide, ticks: places)
  }

  private func curve(
    _ label: String, _ runs: [ReconstructionRun], _ value: (ReconstructionRun) throws(LabError) -> Double?
  ) throws(LabError) -> LinePlot.Series {
    var points: [LinePlot.Sample] = []
    for place in places(of: runs) {
      let there = runs.filter { [nil, place].contains(self.place(of: $0.configuration)) }
      let members = ReconstructionGroup(
        runs: there.filter(context.counts), setAside: there.filter { !context.counts($0) })
      let statistic = try members.statistic(value)
      points.append(
        LinePlot.Sample(x: place, y: statistic?.mean, span: members.runs.count > 1 ? statistic?.span : nil))
    }
    return LinePlot.Series(label: label, points: points)
  }

  /// Where a run stands on the horizontal axis; an image size by its height, and nil of a run that stands everywhere,
  /// for the axis has no effect on it.
  private func place(of configuration: ReconstructionConfiguration) -> Double? {
    ReconstructionConfiguration.settings[over].place(configuration.text(of: over))
  }

  private func places(of runs: [ReconstructionRun]) -> [Double] { Self.places(runs, over) }

  /// Where runs stand along a setting, ascending.
  static func places(_ runs: [ReconstructionRun], _ key: SettingKey) -> [Double] {
    Set(runs.compactMap { ReconstructionConfiguration.settings[key].place($0.configuration.text(of: key)) })
      .sorted()
  }
}
