/// The pieces of each scene.
enum Scenes {
  /// The scenes in the order of ``BuiltInScenes/names``, designed for this program.
  static let all: [Scene] = [
    sailboat, house, tree, car, mountains, flower, fish, balloon, mushroom, lighthouse,
  ]

  private static let white = Scene.Colour(0.95, 0.94, 0.90)
  private static let dark = Scene.Colour(0.16, 0.14, 0.15)
  private static let red = Scene.Colour(0.80, 0.16, 0.14)
  private static let yellow = Scene.Colour(0.94, 0.78, 0.24)
  private static let grass = Scene.Colour(0.32, 0.58, 0.22)
  private static let leaf = Scene.Colour(0.20, 0.46, 0.20)
  private static let wood = Scene.Colour(0.46, 0.30, 0.18)

  private static let sailboat = Scene(
    top: [0.36, 0.62, 0.92], bottom: [0.96, 0.86, 0.72],
    [
      .ellipse([0.80, 0.20], [0.10, 0.10], yellow),
      .band(0.66, 3, [0.10, 0.36, 0.55], .stripes),
      Scene.Patch([[0.47, 0.10], [0.47, 0.60], [0.12, 0.60]], white, .folds),
      Scene.Patch([[0.51, 0.18], [0.80, 0.60], [0.51, 0.60]], red, .folds),
      Scene.Patch([[0.475, 0.06], [0.505, 0.06], [0.505, 0.66], [0.475, 0.66]], wood),
      Scene.Patch([[0.14, 0.64], [0.88, 0.64], [0.76, 0.80], [0.26, 0.80]], dark),
    ])

  private static let house = Scene(
    top: [0.55, 0.75, 0.95], bottom: [0.90, 0.92, 0.85],
    [
      .band(0.74, 3, grass, .checks),
      Scene.Patch(
        [[0.18, 0.44], [0.82, 0.44], [0.82, 0.84], [0.18, 0.84]], [0.90, 0.80, 0.58], .stripes),
      Scene.Patch([[0.10, 0.46], [0.30, 0.18], [0.70, 0.18], [0.90, 0.46]], [0.62, 0.24, 0.16], .folds),
      Scene.Patch([[0.60, 0.08], [0.70, 0.08], [0.70, 0.26], [0.60, 0.26]], wood),
      Scene.Patch([[0.44, 0.60], [0.58, 0.60], [0.58, 0.84], [0.44, 0.84]], [0.20, 0.30, 0.50]),
      Scene.Patch([[0.24, 0.54], [0.36, 0.54], [0.36, 0.68], [0.24, 0.68]], [0.45, 0.72, 0.88]),
      Scene.Patch([[0.66, 0.54], [0.76, 0.54], [0.76, 0.68], [0.66, 0.68]], [0.45, 0.72, 0.88]),
    ])

  private static let tree = Scene(
    top: [0.96, 0.72, 0.48], bottom: [0.98, 0.92, 0.70],
    [
      .band(0.80, 3, [0.55, 0.48, 0.22], .checks),
      Scene.Patch([[0.44, 0.52], [0.56, 0.52], [0.60, 0.90], [0.40, 0.90]], wood, .folds),
      .ellipse([0.50, 0.34], [0.34, 0.26], leaf, .checks),
      .ellipse([0.34, 0.44], [0.18, 0.15], [0.28, 0.55, 0.20], .checks),
      .ellipse([0.62, 0.26], [0.15, 0.13], [0.38, 0.62, 0.24], .checks),
    ])

  private static let car = Scene(
    top: [0.70, 0.80, 0.88], bottom: [0.85, 0.85, 0.82],
    [
      .band(0.16, 0.62, [0.40, 0.52, 0.38], .folds),
      .band(0.62, 3, [0.38, 0.38, 0.42], .stripes),
      Scene.Patch(
        [
          [0.06, 0.68], [0.08, 0.52], [0.24, 0.48], [0.36, 0.32], [0.68, 0.32], [0.80, 0.50], [0.94, 0.55],
          [0.95, 0.70],
        ], red),
      Scene.Patch([[0.30, 0.48], [0.39, 0.36], [0.51, 0.36], [0.51, 0.48]], [0.55, 0.80, 0.92]),
      Scene.Patch([[0.55, 0.36], [0.66, 0.36], [0.74, 0.48], [0.55, 0.48]], [0.55, 0.80, 0.92]),
      .ellipse([0.26, 0.70], [0.10, 0.10], dark),
      .ellipse([0.76, 0.70], [0.10, 0.10], dark),
      .ellipse([0.26, 0.70], [0.045, 0.045], white),
      .ellipse([0.76, 0.70], [0.045, 0.045], white),
      .ellipse([0.92, 0.60], [0.03, 0.03], yellow),
    ])

  private static let mountains = Scene(
    top: [0.30, 0.40, 0.72], bottom: [0.98, 0.70, 0.56],
    [
      .ellipse([0.24, 0.28], [0.11, 0.11], [0.98, 0.90, 0.70]),
      Scene.Patch([[-1, 0.95], [0.30, 0.36], [1.2, 0.95]], [0.45, 0.42, 0.60], .folds),
      Scene.Patch([[0.20, 0.95], [0.68, 0.18], [2, 1.2]], [0.32, 0.32, 0.45], .folds),
      Scene.Patch(
        [[0.56, 0.37], [0.68, 0.18], [0.90, 0.35], [0.78, 0.33], [0.70, 0.40], [0.63, 0.34]], white),
      .band(0.78, 3, [0.16, 0.34, 0.24], .checks),
    ])

  private static let flower = Scene(
    top: [0.42, 0.62, 0.34], bottom: [0.18, 0.36, 0.16],
    [
      Scene.Patch([[0.48, 0.50], [0.53, 0.50], [0.55, 1.6], [0.49, 1.6]], leaf),
      .ellipse([0.66, 0.84], [0.16, 0.06], grass, .stripes),
      .ellipse([0.50, 0.20], [0.13, 0.17], [0.86, 0.32, 0.62], .folds),
      .ellipse([0.28, 0.36], [0.17, 0.13], [0.80, 0.26, 0.56], .folds),
      .ellipse([0.72, 0.36], [0.17, 0.13], [0.80, 0.26, 0.56], .folds),
      .ellipse([0.36, 0.60], [0.14, 0.15], [0.72, 0.20, 0.50], .folds),
      .ellipse([0.64, 0.60], [0.14, 0.15], [0.72, 0.20, 0.50], .folds),
      .ellipse([0.50, 0.42], [0.13, 0.13], yellow, .checks),
    ])

  private static let fish = Scene(
    top: [0.30, 0.75, 0.80], bottom: [0.05, 0.22, 0.45],
    [
      .band(0.90, 3, [0.80, 0.70, 0.46], .checks),
      Scene.Patch([[0.72, 0.48], [0.95, 0.26], [0.90, 0.48], [0.95, 0.70]], [0.92, 0.42, 0.10], .folds),
      Scene.Patch([[0.34, 0.34], [0.52, 0.14], [0.66, 0.36]], [0.92, 0.42, 0.10], .folds),
      .ellipse([0.43, 0.48], [0.35, 0.21], [0.96, 0.58, 0.16], .stripes),
      Scene.Patch([[0.34, 0.27], [0.43, 0.26], [0.43, 0.70], [0.34, 0.69]], white),
      .ellipse([0.21, 0.43], [0.05, 0.05], white),
      .ellipse([0.20, 0.43], [0.025, 0.025], dark),
      .ellipse([0.14, 0.16], [0.04, 0.04], [0.75, 0.92, 0.95]),
      .ellipse([0.22, 0.08], [0.025, 0.025], [0.75, 0.92, 0.95]),
    ])

  private static let balloon = Scene(
    top: [0.25, 0.50, 0.88], bottom: [0.80, 0.90, 0.98],
    [
      .ellipse([0.16, 0.66], [0.20, 0.07], white),
      .ellipse([0.88, 0.28], [0.18, 0.06], white),
      .ellipse([0.50, 0.36], [0.28, 0.30], yellow),
      .ellipse([0.50, 0.36], [0.17, 0.30], red),
      .ellipse([0.50, 0.36], [0.06, 0.30], yellow),
      Scene.Patch([[0.36, 0.61], [0.64, 0.61], [0.56, 0.76], [0.44, 0.76]], [0.60, 0.66, 0.78], .folds),
      Scene.Patch([[0.43, 0.76], [0.57, 0.76], [0.56, 0.88], [0.44, 0.88]], wood, .stripes),
    ])

  private static let mushroom = Scene(
    top: [0.20, 0.30, 0.20], bottom: [0.40, 0.34, 0.20],
    [
      .band(0.82, 3, [0.26, 0.40, 0.14], .checks),
      Scene.Patch([[0.40, 0.46], [0.60, 0.46], [0.66, 0.88], [0.34, 0.88]], [0.92, 0.88, 0.76], .folds),
      Scene.Patch(
        [
          [0.10, 0.52], [0.16, 0.32], [0.32, 0.17], [0.50, 0.12], [0.68, 0.17], [0.84, 0.32], [0.90, 0.52],
          [0.50, 0.57],
        ], red),
      .ellipse([0.34, 0.34], [0.07, 0.06], white),
      .ellipse([0.56, 0.26], [0.08, 0.06], white),
      .ellipse([0.73, 0.42], [0.06, 0.05], white),
      .ellipse([0.50, 0.46], [0.05, 0.04], white),
    ])

  private static let lighthouse = Scene(
    top: [0.22, 0.20, 0.42], bottom: [0.90, 0.50, 0.40],
    [
      .band(0.76, 3, [0.12, 0.28, 0.42], .stripes),
      Scene.Patch([[0.50, 0.22], [-2, -0.35], [-2, 0.45]], [0.80, 0.62, 0.50]),
      Scene.Patch(
        [[0.20, 0.86], [0.34, 0.74], [0.72, 0.74], [0.90, 0.86]], [0.30, 0.26, 0.24], .checks),
      Scene.Patch([[0.42, 0.28], [0.58, 0.28], [0.64, 0.76], [0.36, 0.76]], white),
      Scene.Patch([[0.412, 0.36], [0.588, 0.36], [0.602, 0.48], [0.398, 0.48]], red),
      Scene.Patch([[0.384, 0.60], [0.616, 0.60], [0.629, 0.70], [0.371, 0.70]], red),
      Scene.Patch([[0.44, 0.16], [0.56, 0.16], [0.56, 0.28], [0.44, 0.28]], yellow),
      Scene.Patch([[0.40, 0.17], [0.50, 0.07], [0.60, 0.17]], dark),
    ])
}
