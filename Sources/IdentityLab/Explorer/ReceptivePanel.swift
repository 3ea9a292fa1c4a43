import LabBase
import LabExplorer
import LabFigures
import LabImages
import LabRuns

/// How far a pixel reaches in a run's net, on the run's page.
enum ReceptivePanel {
  /// Maps of gradients before and after training, how far they reach beside the theory, and the border on blank images.
  static func panel(_ value: ReceptiveFields.Value, of run: ReconstructionRun) -> RunPanel<Image> {
    typealias Panel = RunPanel<Image>
    let names = Array(LayerName.all(of: run.configuration.network).dropFirst())
    func map(_ reach: GradientReach) -> Image {
      let peak = reach.map.values.max() ?? 0
      return Image(
        channels: 1, height: value.size[0], width: value.size[1],
        pixels: peak > 0 ? reach.map.values.map { $0 / peak } : reach.map.values)
    }
    func row(_ title: String, _ reach: KeyPath<ReceptiveFields.Layer, GradientReach>) -> Panel.Row {
      Panel.Row(
        title: title,
        images: zip(names, value.layers).map { name, layer in
          Panel.Tile(
            map(layer[keyPath: reach]), label: name.title,
            caption: layer[keyPath: reach].radius.map { "r \($0)" } ?? "dead")
        })
    }
    func series(
      _ title: String, dashed: Bool = false, _ number: (ReceptiveFields.Layer) -> Double?
    ) -> Panel.Series {
      Panel.Series(
        title: title, x: names.map(\.position), y: value.layers.map(number), dashed: dashed)
    }
    var panel = Panel(
      id: "receptive", title: "Receptive fields",
      about:
        "Mean |∂ unit / ∂ pixel| over \(value.inputs.joined(separator: ", ")) and units at the image's centre, each map divided by "
        + "its largest value; r is the half-width of the square that holds 95 % of the squared gradient.",
      command: "identity-lab receptive \(run.directory.runKey)")
    panel.rows = [row("after training", \.trained), row("before training", \.untrained)]
    panel.plots = [
      Panel.Plot(
        title: "Half-width with 95 % of the squared gradient", x: "layer", y: "pixels",
        series: [
          series("after training") { $0.trained.radius.map(Double.init) },
          series("before training") { $0.untrained.radius.map(Double.init) },
          series("theory", dashed: true) { Double($0.theoreticalRadius) },
        ])
    ]
    if !value.blanks.isEmpty {
      panel.plots.append(
        Panel.Plot(
          title: "The output's deviation on blank images", x: "pixels from the border", y: "deviation",
          logY: true,
          series: value.blanks.map { blank in
            let deviations = blank.trained.last?.deviations ?? []
            return Panel.Series(
              title: "level \(NumberText.short(blank.level))", x: deviations.indices.map(Double.init),
              y: deviations.map(Optional.some))
          }))
    }
    return panel
  }
}
