import LabBase
import LabData
import LabRuns

extension ReconstructionConfiguration {
  /// Reads a stored configuration and validates it as settings are validated.
  ///
  /// Whether it fits this machine is looked at where it is used: a store may come from a larger one.
  ///
  /// - Throws: `DecodingError` for what is no configuration, `LabError` for one that cannot be.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    func optional<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    architecture = try value(.architecture)
    depth = try value(.depth)
    width = try optional(.width)
    kernelSize = try optional(.kernelSize)
    activation = try optional(.activation)
    initializer = try optional(.initializer)
    initializerGain = try optional(.initializerGain)
    startWeights = try optional(.startWeights)
    centred = try optional(.centred)
    optimizer = try value(.optimizer)
    learningRate = try value(.learningRate)
    momentum = try optional(.momentum)
    epsilon = try optional(.epsilon)
    schedule = try value(.schedule)
    clipNorm = try optional(.clipNorm)
    flowAngle = try optional(.flowAngle)
    warmupSteps = try optional(.warmupSteps)
    steps = try value(.steps)
    tolerance = try value(.tolerance)
    seed = try value(.seed)
    image = try value(.image)
    crop = try optional(.crop)
    gray = try optional(.gray)
    batchSize = try optional(.batchSize)
    imageChannels = try value(.imageChannels)
    imageHeight = try value(.imageHeight)
    imageWidth = try value(.imageWidth)
    normalize = try value(.normalize)
    zoneThreshold = try value(.zoneThreshold)
    probes = try value(.probes)
    dataDigest = try value(.dataDigest)
    numerics = try value(.numerics)
    try validate()
  }

  /// Requires that completing the configuration's own texts gives the configuration again.
  private func validate() throws(LabError) {
    let spec = try TrainingSpec(parsing: image)
    guard imageChannels == 1 || imageChannels == 3, (imageChannels == 3) == (probes.natural != nil) else {
      throw .badConfiguration(
        key: "imageChannels", found: "\(imageChannels)",
        expected: "1, or 3 with natural images among the probes")
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
    // Completion takes the size from the data, so that it is looked at here.
    _ = try parser.text(.size)
    var facts = DataFacts(
      image: spec, form: form, shape: imageShape, count: spec.imageCount ?? batchSize.map { max($0, 2) } ?? 2,
      normalization: normalize, probes: probes, digest: dataDigest)
    facts.numerics = numerics
    let completed = try Self.completed(parser, facts)
    // Earlier programs wrote a width and a function for nets of one layer too: their runs keep the keys they have.
    var effective = self
    if completed.width == nil { effective.width = nil }
    if completed.activation == nil { effective.activation = nil }
    try effective.require(completed: completed)
  }
}
