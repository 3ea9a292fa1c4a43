import LabData
import LabRuns
import Nets

/// The images and the labels of a run, in their parts.
package final class ClassificationData {
  /// Which training images are corrupted, and how.
  package let corruption: Corruption

  private let configuration: MemorisationConfiguration
  private let training: LabelledImages
  private let test: LabelledImages
  private let noise: PixelNoise?
  private var makers: [DataPart: InputMaker] = [:]

  /// Divides a training set, all of whose images are at least as large as the net's, and corrupts what is trained on.
  init(_ configuration: MemorisationConfiguration, training: LabelledImages, test: LabelledImages) {
    self.configuration = configuration
    self.training = training
    self.test = test
    corruption = Corruption(
      trueLabels: training.labels[..<configuration.trainCount], classCount: training.classCount,
      labelShare: configuration.labels, inputShare: configuration.inputs,
      key: RandomKey(seed: configuration.seed))
    noise =
      configuration.pixels == .gaussian || corruption.noiseCount > 0 ? PixelNoise(of: training) : nil
  }

  /// Number of images of a part.
  package func count(of part: DataPart) -> Int {
    switch part {
    case .training: configuration.trainCount
    case .validation: configuration.validation
    case .test: test.count
    }
  }

  /// The label that a net is trained with or measured by.
  package func label(_ index: Int, of part: DataPart) -> Int32 {
    switch part {
    case .training: corruption.labels[index]
    case .validation: Int32(training.labels[configuration.trainCount + index])
    case .test: Int32(test.labels[index])
    }
  }

  /// Writes what a net sees of an image when it is measured: its middle.
  package func write(_ index: Int, of part: DataPart, to target: UnsafeMutablePointer<Float>) {
    maker(of: part).write(index, to: target)
  }

  /// What makes the inputs of a part.
  func maker(of part: DataPart) -> InputMaker {
    if let known = makers[part] { return known }
    let maker =
      switch part {
      case .training: maker(training, 0..<configuration.trainCount, part, isNoise: corruption.isNoise)
      case .validation: maker(training, configuration.trainCount..<training.count, part, isNoise: nil)
      case .test: maker(test, 0..<test.count, part, isNoise: nil)
      }
    makers[part] = maker
    return maker
  }

  private func maker(
    _ images: LabelledImages, _ range: Range<Int>, _ part: DataPart, isNoise: [Bool]?
  ) -> InputMaker {
    InputMaker(
      images, range, of: part, configuration: configuration, noise: noise, isNoise: isNoise)
  }

  /// Height and width of the stored images.
  var storedShape: ImageShape { training.shape }
}
