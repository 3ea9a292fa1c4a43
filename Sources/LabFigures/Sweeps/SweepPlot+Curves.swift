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
    let values = series.flatMap(\.points).flatMap { [$0.y, $0.span?.lower, $0.span?.upper] }.compactMap(\.self)
    let isLogarithmic = choice.log.contains(.y)
    return LinePlot.Panel(
      title: title, xAxis: xAxis,
      yAxis: LinePlot.Axis(
        quantities.map(\.title).joined(separator: ", "), isLogarithmic: isLogarithmic,
        range: isLogarithmic ? nil : L.scale(of: quantities[0], holding: values)),
      series: series)
  }

  /// Settings and words are places that runs share; of anything else each run has its own.
  private func samples(
    _ quantity: RunQuantity<L>, _ members: [L.Configuration], shift: Double
  ) -> [LinePlot.Sample] {
    let keys = Set(members.map(\.runKey))
    let fitted = subject.fitted.filter { keys.contains($0.configuration.runKey) }.map(RunSnapshot.init)
    guard x.key != nil || !x.isNumeric else {
      return fitted.compactMap { run in
        x.number(of: run).map { LinePlot.Sample(x: $0, y: quantity.number(of: run)) }
      }.sorted { $0.x < $1.x }
    }
    let own = places(of: members)
    return zip(ticks, own.isEmpty ? [] : words).filter { own.contains($0.1) }.map { tick, word in
      let summary = SampleSummary(
        fitted.filter { self.word(of: $0.configuration, $0) == word }.map { quantity.number(of: $0) })
      return LinePlot.Sample(x: tick + shift, y: summary.mean, span: span(summary))
    }
  }

  private func span(_ summary: SampleSummary) -> ValueRange? {
    guard let mean = summary.mean, summary.count > 1 else { return nil }
    switch choice.band {
    case .range: return ValueRange(summary.least ?? mean, summary.greatest ?? mean)
    case .deviation:
      let deviation = summary.standardDeviation ?? 0
      return ValueRange(mean - deviation, mean + deviation)
    }
  }

  private var xAxis: LinePlot.Axis {
    guard x.isNumeric else {
      var axis = LinePlot.Axis(x.title, range: ValueRange(-0.5, Double(words.count) - 0.5), ticks: ticks)
      axis.tickLabels = words.map { word in x.key.map { L.Configuration.settings[$0].shown(word) } ?? word }
      return axis
    }
    return LinePlot.Axis(
      x.title, isLogarithmic: choice.log.contains(.x), ticks: x.key != nil && ticks.count <= 12 ? ticks : nil)
  }
}
