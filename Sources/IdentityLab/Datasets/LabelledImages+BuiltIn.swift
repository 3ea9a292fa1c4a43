import Nets

extension LabelledImages {
  /// Digits that the lab draws, in place of MNIST's: 28 × 28, the digits 0 … 9 in turn, each one a variation.
  ///
  /// Image i of a split is the same for any count; no image of one split is drawn under a key of the other.
  public static func builtInDigits(_ split: DatasetSplit, count: Int) -> LabelledImages {
    let shape = ImageShape(channels: 1, height: 28, width: 28)
    let key = RandomKey(seed: 0).deriving("labelled-digits").deriving(split.rawValue)
    let digits = (0..<count).map { $0 % DatasetKind.classCount }
    let pixels = digits.enumerated().flatMap { index, digit in
      BuiltInDigits.image(
        digit: digit, height: shape.height, width: shape.width, variation: key.deriving(index)
      ).pixels.map { UInt8(($0 * 255).rounded()) }
    }
    return LabelledImages(
      name: "built-in digits (\(split.rawValue))", shape: shape, labels: digits.map(UInt8.init),
      pixels: pixels)
  }
}

extension ProbeSource.Digits {
  /// Digits with labels: the first `limit` of a split of MNIST, or drawn ones.
  ///
  /// - Parameter limit: nil takes all of MNIST's; of drawn digits, of which there is no end, 2,000 to train on and
  ///   500 to test.
  /// - Throws: as ``DatasetLocator/open(_:split:limit:)``.
  public func labelledImages(
    _ split: DatasetSplit, limit: Int?, from locator: DatasetLocator
  ) throws(LabError) -> LabelledImages {
    switch self {
    case .mnist: try locator.open(.mnist, split: split, limit: limit)
    case .builtin: .builtInDigits(split, count: limit ?? (split == .train ? 2000 : 500))
    }
  }
}
