import Foundation

/// A colour picture as its backdrop and the patches painted on it, first to last.
struct Scene: Sendable {
  /// Red, green and blue in [0, 1].
  typealias Colour = SIMD3<Double>

  /// A filled piece in scene coordinates: the centred square of the picture is 0 … 1 each way, y down.
  struct Patch: Sendable {
    /// The corners of the outline, joined straight.
    let outline: [SIMD2<Double>]
    /// The colour all over it but for texture and light.
    let colour: Colour
    /// What is laid over the colour.
    let texture: LabImages.Patch.Texture
  }

  /// Colour at the top of the picture.
  let top: Colour
  /// Colour at the bottom; between the two it changes evenly.
  let bottom: Colour
  /// The patches, each over those before it.
  let patches: [Patch]

  /// Makes a scene of its backdrop and patches.
  init(top: Colour, bottom: Colour, _ patches: [Patch]) {
    self.top = top
    self.bottom = bottom
    self.patches = patches
  }
}

extension Scene.Patch {
  /// Makes a piece of its corners.
  init(_ outline: [SIMD2<Double>], _ colour: Scene.Colour, _ texture: Patch.Texture = .plain) {
    self.init(outline: outline, colour: colour, texture: texture)
  }

  /// Makes a disc or an ellipse of 32 corners.
  static func ellipse(
    _ centre: SIMD2<Double>, _ radii: SIMD2<Double>, _ colour: Scene.Colour, _ texture: Patch.Texture = .plain
  ) -> Self {
    let corners = (0..<32).map { corner in
      let angle = 2 * Double.pi * Double(corner) / 32
      return centre + radii * SIMD2(cos(angle), sin(angle))
    }
    return Self(corners, colour, texture)
  }

  /// Makes a band over the whole width, beyond the square too, from one height to another.
  static func band(
    _ from: Double, _ to: Double, _ colour: Scene.Colour, _ texture: Patch.Texture = .plain
  ) -> Self {
    // Far enough for any picture's shape, and cut into steps so that a bending bends it.
    let places = stride(from: -4.0, through: 5, by: 0.25).map { $0 }
    return Self(
      places.map { SIMD2($0, from) } + places.reversed().map { SIMD2($0, to) }, colour, texture)
  }
}
