import Nets

/// Which training images are corrupted and how: it follows from the seed, the shares and the true labels alone.
///
/// Of two shares the images that the smaller one corrupts are among those of the larger one.
///
/// Sources: random labels are [Z]'s, noise in the place of images and both names are [A]'s (Arpit et al., "A closer look at
/// memorization in deep networks", ICML 2017, arXiv 1706.05394).
package struct Corruption: Sendable {
  /// The label that each image is trained with.
  package let labels: [Int32]
  /// Whether noise takes the place of each image.
  package let isNoise: [Bool]
  /// Whether each image's label is another than its true one.
  package let isRelabelled: [Bool]

  /// Corrupts.
  ///
  /// - Parameters:
  ///   - trueLabels: one an image of the training part.
  ///   - labelShare: the probability of each label to be replaced by a class drawn uniformly, which may be the same.
  ///   - inputShare: the share, rounded to whole images, of images that noise takes the place of.
  ///   - key: of the run's seed.
  package init(
    trueLabels: ArraySlice<UInt8>, classCount: Int, labelShare: Double, inputShare: Double, key: RandomKey
  ) {
    let chosen = RandomStream(key: key.deriving("labels"))
    let classes = RandomStream(key: key.deriving("labels").deriving("class"))
    var labels = trueLabels.map { Int32($0) }
    if labelShare > 0 {
      for index in labels.indices where chosen.uniform(at: index) < labelShare {
        labels[index] = Int32(classes.integer(at: index, below: classCount))
      }
    }
    var isNoise = [Bool](repeating: false, count: labels.count)
    let noiseCount = Int((inputShare * Double(labels.count)).rounded())
    if noiseCount > 0 {
      let order = RandomStream(key: key.deriving("inputs")).permutation(of: labels.count)
      for index in order.prefix(noiseCount) { isNoise[index] = true }
    }
    self.labels = labels
    self.isNoise = isNoise
    isRelabelled = zip(labels, trueLabels).map { $0 != Int32($1) }
  }

  /// Whether an image is noise or has a wrong label.
  package func isCorrupted(_ index: Int) -> Bool { isNoise[index] || isRelabelled[index] }

  /// Shares of the clean and of the corrupted images that a net has right; nil of none.
  func accuracies(_ isRight: [Bool]) -> (clean: Double?, corrupted: Double?) {
    func share(ofCorrupted corrupted: Bool) -> Double? {
      let places = isRight.indices.filter { isCorrupted($0) == corrupted }
      return places.isEmpty ? nil : Double(places.count { isRight[$0] }) / Double(places.count)
    }
    return (share(ofCorrupted: false), share(ofCorrupted: true))
  }

  /// Number of images that are noise.
  package var noiseCount: Int { isNoise.count { $0 } }

  /// Number of images with a wrong label.
  package var relabelledCount: Int { isRelabelled.count { $0 } }

  /// Number of images that are noise or have a wrong label.
  package var corruptedCount: Int { labels.indices.count { isCorrupted($0) } }
}
