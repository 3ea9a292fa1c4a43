import LabBase
import LabExplorer
import LabImages
import LabRuns
import Nets

/// The Jacobian of a run's net on its page.
enum JacobianPanel {
  /// Pairs of singular vectors that are shown of a point.
  private static let pairs = 4

  /// What was measured at every point: numbers, singular values, and the leading vectors as pictures.
  static func panel(_ value: JacobianSpectra.Value, of run: ReconstructionRun) -> RunPanel<Image> {
    typealias Panel = RunPanel<Image>
    let shape = ImageShape(channels: value.shape[0], height: value.shape[1], width: value.shape[2])
    func picture(_ values: PackedFloats) -> Image {
      Image(channels: shape.channels, height: shape.height, width: shape.width, pixels: values.values)
    }
    func pixels(_ values: PackedFloats) -> Image {
      run.configuration.normalize.restore(values.values[...], shape: shape)
    }
    var panel = Panel(
      id: "jacobian", title: "Jacobian",
      about:
        "J = ∂f/∂x at the training image and at others: by what the answer changes when the input does. A right vector is a change of "
        + "the input, the left one beside it the change of the answer, σ times. An image attracts where it is a fixed point and "
        + "every |λ| of J is below 1.",
      command: "identity-lab jacobian \(run.directory.runKey)")
    panel.rows = value.points.map { point in
      let vectors = zip(point.rightVectors, point.leftVectors).prefix(pairs).enumerated().flatMap {
        index, pair in
        [
          Panel.Tile(
            picture(pair.0), label: "right \(index + 1)",
            caption: "σ = \(NumberText.short(point.singularValues[index]))", signed: true),
          Panel.Tile(picture(pair.1), label: "left \(index + 1)", signed: true),
        ]
      }
      return Panel.Row(
        title: point.name,
        images: [
          Panel.Tile(pixels(point.input), label: "x"), Panel.Tile(pixels(point.answer), label: "f(x)"),
        ] + vectors)
    }
    panel.plots = [
      Panel.Plot(
        title: "Singular values of J", x: "index", y: "singular value", logX: true, logY: true,
        series: value.points.map { point in
          let values = point.singularValues.filter { $0 > 0 }
          return Panel.Series(title: point.name, x: values.indices.map { Double($0 + 1) }, y: values)
        })
    ]
    panel.table = Panel.Table(
      columns: [
        "at", "largest σ", "σ > 1", "stable rank", "|λ| max", "tr J / n", "‖J − I‖ / ‖I‖", "‖f(x) − x‖ / ‖x‖",
        "attracts",
      ],
      rows: value.points.map { point in
        [
          point.name, short(point.singularValues.first), "\(point.growingSingularValues)",
          short(point.stableRank), short(point.spectralRadius), short(point.trace),
          short(point.distanceFromIdentity), short(point.residual), point.attraction.word,
        ]
      })
    return panel
  }

  private static func short(_ value: Double?) -> String { value.map { NumberText.short($0) } ?? "–" }
}
