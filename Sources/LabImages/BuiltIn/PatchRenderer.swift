import Foundation
import Nets

/// Draws garments: patches of grey painted one over the other on black, with anti-aliased edges.
enum PatchRenderer {
  /// Side of the square a garment fills: 24/28 of the picture's shorter side, for Fashion-MNIST's fill their frame.
  private static let box = 24.0
  /// Farthest shift of a variation in 28ths of the shorter side: no part leaves the picture.
  private static let farthestShift = 1.0
  /// Samples a pixel in each direction.
  private static let samplesPerSide = 4
  /// Grey levels of a garment's cloth.
  private static let levels = 0.4...0.95
  /// Depth of a texture: its farthest departure from the patch's level.
  private static let textureDepth = 0.12

  /// The picture of patches at a size, canonical where the key is nil.
  static func image(_ patches: [Patch], height: Int, width: Int, variation key: RandomKey?) -> Image {
    let variation = ShapeVariation(key: key)
    let outlines = patches.map { $0.outline.map(variation.bend) }
    let placement = ShapePlacement(
      points: outlines.joined(), box: box * variation.scale, margin: 0,
      shift: farthestShift * variation.shift, height: height, width: width)
    let placed = outlines.map { $0.map(placement.place) }
    let samples = Double(samplesPerSide * samplesPerSide)
    var image = Image(channels: 1, height: height, width: width)
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for sample in 0..<samplesPerSide * samplesPerSide {
          let (row, column) = sample.quotientAndRemainder(dividingBy: samplesPerSide)
          let offset = (SIMD2(Double(column), Double(row)) + 0.5) / Double(samplesPerSide)
          let point = SIMD2(Double(x), Double(y)) + offset
          if let top = placed.lastIndex(where: { contains($0, point) }), patches[top].level > 0 {
            let place = (point - SIMD2(Double(width), Double(height)) / 2) / placement.unit
            let level = variation.brightness * patches[top].level + shade(patches[top].texture, place)
            sum += min(max(level, levels.lowerBound), levels.upperBound)
          }
        }
        image[0, y, x] = Float(sum / samples)
      }
    }
    return image
  }

  /// Departure of a texture from the level at a place given in 28ths of the shorter side from the centre.
  static func shade(_ texture: Patch.Texture, _ place: SIMD2<Double>) -> Double {
    switch texture {
    case .plain: 0
    case .folds: textureDepth * cos(2 * Double.pi * place.x / 9)
    case .stripes: textureDepth * sin(2 * Double.pi * place.y / 4)
    case .checks: textureDepth * cos(2 * Double.pi * place.x / 4) * sin(2 * Double.pi * place.y / 4)
    }
  }

  /// Whether a ray from the point to the right leaves the outline an odd number of times.
  static func contains(_ outline: [SIMD2<Double>], _ point: SIMD2<Double>) -> Bool {
    var isInside = false
    var previous = outline[outline.count - 1]
    for corner in outline {
      if (corner.y > point.y) != (previous.y > point.y) {
        let crossing = corner.x + (point.y - corner.y) / (previous.y - corner.y) * (previous.x - corner.x)
        if point.x < crossing {
          isInside.toggle()
        }
      }
      previous = corner
    }
    return isInside
  }
}
