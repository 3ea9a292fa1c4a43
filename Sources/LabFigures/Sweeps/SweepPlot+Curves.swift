import LabBase
import LabDrawing
import LabRuns
import LabStatistics

extension SweepPlot {
  /// The curves of some quantities of the runs of a facet.
  func panel(
    _ title: String?, _ quantities: [RunQuantity<L>], _ runs: [L.Configuration]
  ) -> LinePlot.Panel {
    let table = L.Configuration.settings
    let places = GridPlace.places(by, of: subject.planned)
    var series: [LinePlot.Series] = []
    for (index, place) in places.enumerated() {
      let members = runs.filter { GridPlace($0, by) == place }
      for quantity in quantities {
        let label = by.isEmpty ? (quantities.count > 1 ? quantity.title : "") : place.shown(by, in: table)
        // Words have no order: marks of several curves stand beside each other, not on each other.
        let shift = x.isNumeric ? 0 : 0.12 * (Double(index) - Double(places.count - 1) / 2)
        let points = members.isEmpty ? [] : samples(quantity, members, shift: shift)
        series.append(LinePlot.Series(label: label, points: points, isJoined: x.isNumeric && x.key != nil))
      }
    }
    return LinePlot.Panel(
      title: title, xAxis: xAxis,
      yAxis: LinePlot.Axis(
        quantities.map(\.title).joined(separator: ", "), isLogarithmic: choice.log.contains(.y)),
      series: series)
  }

  /// Settings and words are places that runs share; of anything else each run has its own.
  private func samples(
    _ quantity: RunQuantity<L>, _ members: [L.Configuration], shift: Double
  ) -> [LinePlot.Sample] {
    let keys = Set(members.map(\.runKey))
    let fitted = subject.counted.filter { keys.contains($0.configuration.runKey) }.map(StoredRun.init)
    guard x.key != nil || !x.isNumeric else {
      return fitted.compactMap { run in
        x.number(of: run).map { LinePlot.Sample(x: $0, y: quantity.number(of: run)) }
      }.sorted { $0.x < $1.x }
    }
    let own = Set(x.key.map { key in members.map { $0.text(of: key) } } ?? [])
    return stops.compactMap { stop in
      let runs = fitted.filter { x.value(of: $0)?.text == stop.text }
      // A place that the sweep has no run at is none of this curve; one whose runs did not train is marked.
      guard x.key == nil ? !runs.isEmpty : own.contains(stop.text) else { return nil }
      let summary = SampleSummary(runs.map { quantity.number(of: $0) })
      return LinePlot.Sample(x: stop.place + shift, y: summary.mean, span: span(summary))
    }
  }

  /// The places along an axis of a setting or of words.
  private var stops: [(text: String, place: Double)] {
    let runs = x.key == nil ? subject.counted.map(StoredRun.init) : []
    let texts =
      (x.key.map { key in subject.planned.map { $0.text(of: key) } }
      ?? runs.compactMap { x.value(of: $0)?.text })
      .filter { !$0.isEmpty }.distinct
    guard x.isNumeric, let key = x.key else {
      return texts.enumerated().map { ($1, Double($0)) }
    }
    return texts.compactMap { text in L.Configuration.settings[key].place(text).map { (text, $0) } }
      .sorted { $0.1 < $1.1 }
  }

  private func span(_ summary: SampleSummary) -> ValueRange? {
    guard let mean = summary.mean, summary.count > 1 else { return nil }
    switch choice.band {
    case .range: return ValueRange(summary.least ?? mean, summary.greatest ?? mean)
    case .deviation:
      let deviation = summary.standardDeviation ?? 0
      guard (mean - deviation).isFinite, (mean + deviation).isFinite else { return nil }
      return ValueRange(mean - deviation, mean + deviation)
    }
  }

  private var xAxis: LinePlot.Axis {
    let isAtStops = x.key != nil || !x.isNumeric
    let stops = isAtStops ? stops : []
    guard x.isNumeric else {
      var axis = LinePlot.Axis(
        x.title, range: ValueRange(-0.5, Double(max(stops.count, 1)) - 0.5), ticks: stops.map(\.place))
      axis.tickLabels = stops.map { stop in
        x.key.map { L.Configuration.settings[$0].shown(stop.text) } ?? stop.text
      }
      return axis
    }
    return LinePlot.Axis(
      x.title, isLogarithmic: choice.log.contains(.x),
      ticks: isAtStops && stops.count <= 12 ? stops.map(\.place) : nil)
  }
}
