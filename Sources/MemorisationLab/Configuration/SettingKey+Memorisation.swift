import LabRuns

/// The settings that only this laboratory has.
extension SettingKey {
  /// The net, by family and size.
  package static let net = SettingKey(rawValue: "net")
  /// Batch normalisation of hidden layers.
  package static let batchNorm = SettingKey(rawValue: "batchNorm")
  /// Share of hidden units that are left out at random.
  package static let dropout = SettingKey(rawValue: "dropout")
  /// What is trained on, as a `LabelledSetSpec`.
  package static let dataSet = SettingKey(rawValue: "dataSet")
  /// What is tested on, as a `LabelledSetSpec`.
  package static let testSet = SettingKey(rawValue: "testSet")
  /// What is done to the places of all pixels.
  package static let pixels = SettingKey(rawValue: "pixels")
  /// Share of training labels that are drawn anew.
  package static let labels = SettingKey(rawValue: "labels")
  /// Share of training images that noise takes the place of.
  package static let inputs = SettingKey(rawValue: "inputs")
  /// Pixels of border around an image of which a part is taken at random.
  package static let pad = SettingKey(rawValue: "pad")
  /// Standard deviation of noise on the inputs of training.
  package static let inputNoise = SettingKey(rawValue: "inputNoise")
  /// Length of a step that the inputs of training take against the net.
  package static let adversarial = SettingKey(rawValue: "adversarial")
  /// Largest number of times that each image is seen.
  package static let epochs = SettingKey(rawValue: "epochs")
  /// Factor on the learning rate after each epoch.
  package static let rateDecay = SettingKey(rawValue: "rateDecay")
  /// Share of every parameter that is added to its gradient.
  package static let weightDecay = SettingKey(rawValue: "weightDecay")
  /// Number of images that are held back to see when to stop.
  package static let validation = SettingKey(rawValue: "validation")
  /// Epochs without a better validation accuracy after which training ends.
  package static let patience = SettingKey(rawValue: "patience")
  /// Whether training ends where no training image is wrong.
  package static let stopFitted = SettingKey(rawValue: "stopFitted")
}
