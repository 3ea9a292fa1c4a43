/// A filled piece of a garment in shape coordinates: x to the right with 0 on the axis of symmetry, y down.
struct Patch: Sendable {
  /// How the grey level goes on over the piece.
  enum Texture: Sendable {
    /// The same all over.
    case plain
    /// Soft vertical folds.
    case folds
    /// Horizontal stripes.
    case stripes
    /// Checks.
    case checks
  }

  /// The corners of the outline, joined straight.
  let outline: [SIMD2<Double>]
  /// Grey level in [0, 1]; 0 is a hole, through which the background shows.
  let level: Double
  /// The texture laid over the level.
  let texture: Texture

  /// Makes a piece of at least three corners.
  init(_ outline: [SIMD2<Double>], level: Double, texture: Texture = .plain) {
    self.outline = outline
    self.level = level
    self.texture = texture
  }

  /// Makes a symmetric piece of its right half, given from the axis at the top to the axis at the bottom.
  init(mirroring half: [SIMD2<Double>], level: Double, texture: Texture = .plain) {
    self.init(half + half.reversed().map { SIMD2(-$0.x, $0.y) }, level: level, texture: texture)
  }
}
