/// A polygon or a chain of lines.
struct ShapeMark: Sendable {
  var points: [Point]
  var isClosed = false
  var fill: Color?
  /// Opacity of the fill, 0 … 1.
  var fillOpacity = 1.0
  var stroke: Stroke?

  var box: Box {
    let around = Box(around: points) ?? Box(x: 0, y: 0, width: 0, height: 0)
    return around.grown(by: (stroke?.width ?? 0) / 2)
  }
}
