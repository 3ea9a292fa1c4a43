import Foundation
import Nets

/// Draws scenes: patches of colour painted one over the other on a graded backdrop, with anti-aliased edges.
enum SceneRenderer {
  /// Farthest shift of a variation, as a share of the shorter side.
  private static let farthestShift = 0.06
  /// Samples a pixel in each direction.
  private static let samplesPerSide = 4
  /// How far the light falls off from the top left corner to the bottom right one.
  private static let falloff = 0.25
  /// Farthest change of each channel by a tint.
  private static let farthestTint = 0.35

  /// The picture of a scene at a size, canonical where the key is nil.
  static func image(_ scene: Scene, height: Int, width: Int, variation key: RandomKey?) -> Image {
    let variation = ShapeVariation(key: key)
    let look = Look(key: key)
    let outlines = scene.patches.map { patch in
      patch.outline.map { point in
        let moved = 0.5 + variation.scale * (variation.bend(point) - 0.5) + farthestShift * variation.shift
        return look.isMirrored ? SIMD2(1 - moved.x, moved.y) : moved
      }
    }
    let extent = SIMD2(Double(width), Double(height))
    let side = extent.min()
    var image = Image(channels: 3, height: height, width: width)
    for y in 0..<height {
      for x in 0..<width {
        var sum = Scene.Colour.zero
        for sample in 0..<samplesPerSide * samplesPerSide {
          let (row, column) = sample.quotientAndRemainder(dividingBy: samplesPerSide)
          let offset = (SIMD2(Double(column), Double(row)) + 0.5) / Double(samplesPerSide)
          let pixel = SIMD2(Double(x), Double(y)) + offset
          let point = (pixel - extent / 2) / side + 0.5
          let colour = colour(of: scene, outlines, at: point) * look.tint * variation.brightness
          sum += colour.clamped(lowerBound: .zero, upperBound: .one)
        }
        for channel in 0..<3 {
          image[channel, y, x] = Float(sum[channel] / Double(samplesPerSide * samplesPerSide))
        }
      }
    }
    return image
  }

  /// The colour at a point of scene coordinates under the light, which comes from the top left.
  private static func colour(
    of scene: Scene, _ outlines: [[SIMD2<Double>]], at point: SIMD2<Double>
  ) -> Scene.Colour {
    let light = 1 + falloff * (0.5 - (point.x + point.y) / 2)
    guard let patch = outlines.lastIndex(where: { PatchRenderer.contains($0, point) }) else {
      let depth = min(max(point.y, 0), 1)
      return light * (scene.top + depth * (scene.bottom - scene.top))
    }
    let shade = PatchRenderer.shade(scene.patches[patch].texture, 28 * (point - 0.5))
    return light * (1 + shade) * scene.patches[patch].colour
  }

  /// What a variation does to a scene besides its shapes.
  private struct Look {
    /// Factor of each channel.
    let tint: Scene.Colour
    let isMirrored: Bool

    init(key: RandomKey?) {
      guard let key else {
        tint = .one
        isMirrored = false
        return
      }
      let stream = RandomStream(key: key.deriving("look"))
      let changes = (0..<3).map { SceneRenderer.farthestTint * (2 * stream.uniform(at: $0) - 1) }
      tint = 1 + Scene.Colour(changes)
      isMirrored = stream.uniform(at: 3) < 0.5
    }
  }
}
