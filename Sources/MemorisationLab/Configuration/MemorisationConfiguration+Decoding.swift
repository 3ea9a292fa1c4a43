import LabBase
import LabData
import LabRuns
import Nets

extension MemorisationConfiguration {
  /// Reads a stored configuration and validates it as settings are validated.
  ///
  /// - Throws: `DecodingError` for what is no configuration of this laboratory, `LabError` for one that cannot be.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    func optional<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    lab = try value(.lab)
    net = try value(.net)
    activation = try value(.activation)
    batchNorm = try value(.batchNorm)
    dropout = try value(.dropout)
    initializer = try optional(.initializer)
    initializerGain = try optional(.initializerGain)
    startWeights = try optional(.startWeights)
    dataSet = try value(.dataSet)
    testSet = try value(.testSet)
    size = try value(.size)
    pixels = try value(.pixels)
    labels = try value(.labels)
    inputs = try value(.inputs)
    normalize = try value(.normalize)
    crop = try value(.crop)
    pad = try optional(.pad)
    inputNoise = try value(.inputNoise)
    adversarial = try value(.adversarial)
    batchSize = try value(.batchSize)
    epochs = try value(.epochs)
    optimizer = try value(.optimizer)
    learningRate = try value(.learningRate)
    momentum = try optional(.momentum)
    epsilon = try optional(.epsilon)
    rateDecay = try value(.rateDecay)
    weightDecay = try value(.weightDecay)
    validation = try value(.validation)
    patience = try optional(.patience)
    stopFitted = try value(.stopFitted)
    seed = try value(.seed)
    imageChannels = try value(.imageChannels)
    storedSize = try value(.storedSize)
    imageCount = try value(.imageCount)
    testCount = try value(.testCount)
    dataDigest = try value(.dataDigest)
    numerics = try value(.numerics)
    try validate()
  }

  /// Requires that completing the configuration's own texts gives the configuration again.
  private func validate() throws(LabError) {
    try LabMark(named: lab).require(MemorisationLab.self, of: "configuration")
    for (key, count) in [("imageCount", imageCount), ("testCount", testCount)] {
      guard (1...Self.largestCount).contains(count) else {
        throw .badConfiguration(
          key: key, found: "\(count)", expected: "a number of images from 1 to \(Self.largestCount)")
      }
    }
    guard imageChannels == 1 || imageChannels == 3 else {
      throw .badConfiguration(key: "imageChannels", found: "\(imageChannels)", expected: "1 or 3")
    }
    guard (1...Self.largestSize).contains(storedSize) else {
      throw .badConfiguration(
        key: "storedSize", found: "\(storedSize)", expected: "1 to \(Self.largestSize) pixels")
    }
    guard dataDigest.utf8.count == 64, dataDigest.allSatisfy(\.isHexDigit) else {
      throw .badConfiguration(
        key: "dataDigest", found: "\"\(dataDigest)\"", expected: "64 hexadecimal digits")
    }
    guard startWeights.map(WeightLibrary.isDigest) != false else {
      throw .badConfiguration(
        key: "startWeights", found: "\"\(startWeights ?? "")\"", expected: "64 hexadecimal digits")
    }
    guard (1...Self.currentNumerics).contains(numerics) else {
      throw .badConfiguration(
        key: "numerics", found: "\(numerics)",
        expected: "1 to \(Self.currentNumerics), versions of the arithmetic that this program knows")
    }
    let parser = SettingParser(Settings(of: self), table: Self.settings)
    try require(
      completed: Self.completed(
        parser, facts(test: LabelledSetSpec(parsing: testSet, key: SettingKey.testSet.rawValue))))
  }

  /// What is known of the run's data, with a test set.
  func facts(test: LabelledSetSpec? = nil) throws(LabError) -> LabelledSetFacts {
    let training = try LabelledSetSpec(parsing: dataSet, key: SettingKey.dataSet.rawValue)
    return LabelledSetFacts(
      training: training, test: test ?? training.testSet,
      shape: ImageShape(channels: imageChannels, height: storedSize, width: storedSize), count: imageCount,
      testCount: testCount, digest: dataDigest, numerics: numerics)
  }
}
