import Foundation
import Nets

/// How one drawing of a shape differs from its canonical form, as one hand's writing does from another's.
struct ShapeVariation: Sendable {
  /// Lean to the right in radians, at most ±15°.
  let slant: Double
  /// Factor of the stroke's thickness, 0.7 … 1.3.
  let thickness: Double
  /// Factor of the size, 0.92 … 1.08.
  let scale: Double
  /// Displacement, each coordinate within ±1; the drawing decides how far 1 is.
  let shift: SIMD2<Double>
  /// Factor of the brightness, 0.8 … 1.15, for filled shapes.
  let brightness: Double
  /// The plane waves of the displacement of single points.
  private let waves: [Wave]

  /// One wave of displacement: amplitude · sin(frequency · p + phase).
  private struct Wave: Sendable {
    let amplitude: SIMD2<Double>
    let frequency: SIMD2<Double>
    let phase: Double
  }

  private static let waveCount = 4
  private static let waveAmplitude = 0.018

  /// The variation of a key; nil is the canonical form, which changes nothing.
  init(key: RandomKey?) {
    guard let key else {
      slant = 0
      thickness = 1
      scale = 1
      shift = .zero
      brightness = 1
      waves = []
      return
    }
    let stream = RandomStream(key: key.deriving("shape"))
    func uniform(_ index: Int, _ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * stream.uniform(at: index)
    }
    slant = uniform(0, -15...15) * Double.pi / 180
    thickness = uniform(1, 0.7...1.3)
    scale = uniform(2, 0.92...1.08)
    shift = SIMD2(uniform(3, -1...1), uniform(4, -1...1))
    brightness = uniform(5, 0.8...1.15)
    let points = RandomStream(key: key.deriving("points"))
    waves = (0..<Self.waveCount).map { wave in
      let numbers = (0..<5).map { 2 * points.uniform(at: 5 * wave + $0) - 1 }
      return Wave(
        amplitude: Self.waveAmplitude * SIMD2(numbers[0], numbers[1]),
        // Up to one wave over the shape's height.
        frequency: 2 * Double.pi * SIMD2(numbers[2], numbers[3]), phase: Double.pi * numbers[4])
    }
  }

  /// Moves a point of the shape by the waves.
  ///
  /// The displacement is a smooth function of the place, so that lines which meet still do.
  func bend(_ point: SIMD2<Double>) -> SIMD2<Double> {
    var moved = point
    for wave in waves {
      moved += wave.amplitude * sin((wave.frequency * point).sum() + wave.phase)
    }
    return moved
  }

  /// Moves a point of the shape by the waves and then by the slant about the line y = 1.
  func bendAndSlant(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let bent = bend(point)
    return SIMD2(bent.x + tan(slant) * (1 - bent.y), bent.y)
  }
}
