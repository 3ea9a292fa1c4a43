import Nets

/// Small colour pictures drawn by the program, for use where CIFAR-10 is absent.
///
/// A thing before a graded backdrop that fills the picture, each with a soft texture: no pixel is black for want of
/// anything to show, and no two channels are alike, as in a photograph.
package enum BuiltInScenes {
  /// What the scenes show, in the order of their numbers.
  package static let names = [
    "sailboat", "house", "tree", "car", "mountains", "flower", "fish", "balloon", "mushroom", "lighthouse",
  ]
  /// Height and width unless a size is given, those of CIFAR-10's pictures.
  package static let usualSize = 32

  /// Draws a scene at any size from 1 × 1 on.
  ///
  /// - Parameters:
  ///   - scene: Place of the scene in ``names``.
  ///   - height: Height in pixels, at least 1.
  ///   - width: Width in pixels, at least 1.
  ///   - variation: Key under which a tint, a brightness of −20 … +15 %, a shift within ±6 % of the shorter side, a
  ///     size within ±8 %, a bending of the outlines and whether it is mirrored are drawn; nil for the canonical
  ///     picture.
  /// - Returns: A colour picture of values in [0, 1].
  package static func image(scene: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    precondition(names.indices.contains(scene), "scene \(scene) is not in 0 … \(names.count - 1)")
    return SceneRenderer.image(Scenes.all[scene], height: height, width: width, variation: variation)
  }
}
