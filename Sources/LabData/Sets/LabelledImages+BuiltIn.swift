import LabImages
import Nets

extension LabelledImages {
  /// Digits that the lab draws, in place of MNIST's: 28 × 28, the digits 0 … 9 in turn, each one a variation.
  ///
  /// Image i of a split is the same for any count; no image of one split is drawn under a key of the other.
  package static func builtInDigits(_ split: DatasetSplit, count: Int) -> LabelledImages {
    drawnDigits(
      count, name: "built-in digits (\(split.rawValue))", height: 28, width: 28,
      key: RandomKey(seed: 0).deriving("labelled-digits").deriving(split.rawValue))
  }

  /// The digits 0, 1 … 9, 0 …, image i a variation under a key of its own.
  static func drawnDigits(
    _ count: Int, name: String, height: Int, width: Int, key: RandomKey
  ) -> LabelledImages {
    let digits = (0..<count).map { $0 % LabelledImages.usualClassCount }
    return LabelledImages(
      name: name, shape: ImageShape(channels: 1, height: height, width: width),
      labels: digits.map(UInt8.init)
    ) { index in
      BuiltInDigits.image(
        digit: digits[index], height: height, width: width, variation: key.deriving(index))
    }
  }
}
