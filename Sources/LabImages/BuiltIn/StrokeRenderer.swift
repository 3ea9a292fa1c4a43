import Nets

/// Draws strokes as MNIST's digits look: white lines of even thickness with soft edges on black.
///
/// A pixel's value falls with its centre's distance from the nearest stroke, so crossings are no brighter than
/// lines and the drawing is the same at every size but for its sharpness.
enum StrokeRenderer {
  /// Side of the square the ink fills: 20/28 of the picture's shorter side, as in MNIST.
  private static let box = 20.0
  /// Thickness of the canonical line between its edges of half brightness, in 28ths of the shorter side.
  private static let thickness = 2.5
  /// Farthest shift of a variation, in the same unit.
  private static let farthestShift = 2.0
  /// Width of an edge in pixels, from white to black; that of a line scanned at 28 × 28.
  private static let edge = 1.6

  /// The picture of strokes at a size, canonical where the key is nil.
  static func image(_ strokes: [PenStroke], height: Int, width: Int, variation key: RandomKey?) -> Image {
    let variation = ShapeVariation(key: key)
    let radius = thickness * variation.thickness / 2
    let chains = strokes.map { $0.flattened(variation.bendAndSlant) }
    let placement = ShapePlacement(
      points: chains.joined(), box: box * variation.scale, margin: radius,
      shift: farthestShift * variation.shift, height: height, width: width)
    let placed = chains.map { $0.map(placement.place) }
    var image = Image(channels: 1, height: height, width: width)
    for y in 0..<height {
      for x in 0..<width {
        let centre = SIMD2(Double(x), Double(y)) + 0.5
        let distance = Self.distance(from: centre, to: placed)
        let ink = 0.5 + (radius * placement.unit - distance) / edge
        image[0, y, x] = Float(min(max(ink, 0), 1))
      }
    }
    return image
  }

  private static func distance(from point: SIMD2<Double>, to chains: [[SIMD2<Double>]]) -> Double {
    var nearest = Double.infinity
    for chain in chains {
      for index in 1..<chain.count {
        let start = chain[index - 1]
        let along = chain[index] - start
        let length = (along * along).sum()
        let fraction = length > 0 ? min(max(((point - start) * along).sum() / length, 0), 1) : 0
        let gap = point - start - fraction * along
        nearest = min(nearest, (gap * gap).sum())
      }
    }
    return nearest.squareRoot()
  }
}
