import Nets

/// Garment-like filled shapes drawn by the program, for use where Fashion-MNIST is absent.
///
/// Textured grey cloth of levels 0.4 … 0.95 on black. A garment fills a centred square of 24/28 of the picture's
/// shorter side: more than a digit does, for Fashion-MNIST's garments fill their pictures.
package enum BuiltInGarments {
  /// The kinds of garment in Fashion-MNIST's class order.
  package static let names = [
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]

  /// Draws a garment at any size from 1 × 1 on.
  ///
  /// - Parameters:
  ///   - kind: Place of the garment in ``names``.
  ///   - height: Height in pixels, at least 1.
  ///   - width: Width in pixels, at least 1.
  ///   - variation: Key under which a brightness of −20 … +15 %, a shift within ±1/28 of the shorter side, a size
  ///     within ±8 % and a bending of the outline are drawn; nil for the canonical shape.
  /// - Returns: A grey picture of values in [0, 0.95].
  package static func image(kind: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    precondition(names.indices.contains(kind), "garment \(kind) is not in 0 … \(names.count - 1)")
    return PatchRenderer.image(GarmentPatches.all[kind], height: height, width: width, variation: variation)
  }
}
