import LabImages

/// Pixels placed one to one.
struct PictureMark: Sendable {
  /// What a picture shows; tests and readers of the layout tell tiles from legends by it.
  enum Role: Equatable, Sendable {
    case tile
    case colorBar
  }

  let raster: Raster
  let role: Role
  /// Left edge, a whole number.
  var x: Double
  /// Top edge, a whole number.
  var y: Double

  var box: Box { Box(x: x, y: y, width: Double(raster.width), height: Double(raster.height)) }
}
