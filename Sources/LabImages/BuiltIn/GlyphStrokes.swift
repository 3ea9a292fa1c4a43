/// The pen's way through each letter.
enum GlyphStrokes {
  /// The strokes of the letters in the order of ``BuiltInGlyphs/names``, designed for this program.
  static let all: [[PenStroke]] = [a, b, e, h, k, r, s, t, x, z]

  private static let a = [
    PenStroke([[0.00, 1.00], [0.38, 0.00]]),
    PenStroke([[0.38, 0.00], [0.76, 1.00]]),
    PenStroke([[0.15, 0.64], [0.61, 0.64]]),
  ]

  private static let b = [
    PenStroke([[0.02, 0.00], [0.02, 1.00]]),
    PenStroke([[0.02, 0.00], [0.36, 0.01], [0.56, 0.12], [0.54, 0.34], [0.34, 0.46], [0.02, 0.47]]),
    PenStroke([[0.02, 0.47], [0.40, 0.48], [0.66, 0.62], [0.64, 0.86], [0.40, 0.99], [0.02, 1.00]]),
  ]

  private static let e = [
    PenStroke([[0.02, 0.00], [0.02, 1.00]]),
    PenStroke([[0.02, 0.00], [0.64, 0.00]]),
    PenStroke([[0.02, 0.49], [0.54, 0.49]]),
    PenStroke([[0.02, 1.00], [0.66, 1.00]]),
  ]

  private static let h = [
    PenStroke([[0.02, 0.00], [0.02, 1.00]]),
    PenStroke([[0.70, 0.00], [0.70, 1.00]]),
    PenStroke([[0.02, 0.50], [0.70, 0.50]]),
  ]

  private static let k = [
    PenStroke([[0.02, 0.00], [0.02, 1.00]]),
    PenStroke([[0.66, 0.00], [0.02, 0.60]]),
    PenStroke([[0.24, 0.42], [0.70, 1.00]]),
  ]

  private static let r = [
    PenStroke([[0.02, 0.00], [0.02, 1.00]]),
    PenStroke([[0.02, 0.00], [0.38, 0.01], [0.62, 0.14], [0.60, 0.40], [0.36, 0.53], [0.02, 0.54]]),
    PenStroke([[0.30, 0.54], [0.68, 1.00]]),
  ]

  private static let s = [
    PenStroke([
      [0.62, 0.15], [0.46, 0.02], [0.22, 0.03], [0.07, 0.18], [0.14, 0.37], [0.35, 0.48], [0.57, 0.60],
      [0.66, 0.79], [0.52, 0.97], [0.24, 0.99], [0.02, 0.85],
    ])
  ]

  private static let t = [
    PenStroke([[0.00, 0.00], [0.80, 0.00]]),
    PenStroke([[0.40, 0.00], [0.40, 1.00]]),
  ]

  private static let x = [
    PenStroke([[0.02, 0.00], [0.72, 1.00]]),
    PenStroke([[0.70, 0.00], [0.00, 1.00]]),
  ]

  private static let z = [
    PenStroke([[0.02, 0.00], [0.70, 0.00]]),
    PenStroke([[0.70, 0.00], [0.00, 1.00]]),
    PenStroke([[0.00, 1.00], [0.72, 1.00]]),
  ]
}
