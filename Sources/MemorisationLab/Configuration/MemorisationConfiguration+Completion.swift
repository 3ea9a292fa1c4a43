import LabBase
import LabRuns
import Nets

extension MemorisationConfiguration {
  /// Pixels a side, images a step, epochs, border and decay where nothing is said: [Z]'s.
  static let (usualSize, usualBatchSize, usualEpochs, usualPad, usualRateDecay) = (28, 128, 100, 4, 0.95)
  /// The net where nothing is said.
  static let usualNet = "mlp:3x512"

  /// Completes and validates settings about known data.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting that cannot be used.
  static func completed(
    _ parser: SettingParser<MemorisationConfiguration>, _ facts: LabelledSetFacts
  ) throws(LabError) -> MemorisationConfiguration {
    let net = try parser.text(.net) ?? usualNet
    guard let family = ClassifierArchitecture.Family(net) else {
      preconditionFailure("\(net) is in the domain of nets")
    }
    let isInception = family == .inception
    let optimizer = try parser.choice(.optimizer, default: OptimizerKind.sgd)
    let validation = try parser.integer(.validation) ?? 0
    let crop = try parser.choice(.crop, default: CropChoice.centre)
    let (momentum, epsilon) = (try parser.number(.momentum), try parser.number(.epsilon))
    let startWeights = try parser.text(.startWeights)
    let initializer = try parser.choice(.initializer, default: Initializer.torch)
    let initializerGain = try parser.number(.initializerGain) ?? 1
    let pad = try parser.integer(.pad)
    let side = min(facts.shape.height, facts.shape.width)
    var configuration = MemorisationConfiguration(
      lab: MemorisationLab.name, net: net,
      activation: try parser.choice(.activation, default: family.defaultActivation),
      batchNorm: try parser.choice(.batchNorm, default: isInception ? .shift : .none),
      dropout: try parser.number(.dropout) ?? 0,
      initializer: startWeights == nil ? initializer : nil,
      initializerGain: startWeights == nil ? initializerGain : nil,
      startWeights: startWeights,
      dataSet: facts.training.description, testSet: facts.test.description,
      size: try parser.integer(.size) ?? min(usualSize, side),
      pixels: try parser.choice(.pixels, default: .original),
      labels: try parser.number(.labels) ?? 0, inputs: try parser.number(.inputs) ?? 0,
      normalize: try parser.choice(.normalize, default: .whiten),
      crop: crop, pad: crop == .random ? pad ?? usualPad : nil,
      inputNoise: try parser.number(.inputNoise) ?? 0,
      adversarial: try parser.number(.adversarial) ?? 0,
      batchSize: try parser.integer(.batchSize) ?? max(1, min(usualBatchSize, facts.count - validation)),
      epochs: try parser.integer(.epochs) ?? usualEpochs,
      optimizer: optimizer,
      learningRate: try parser.number(.learningRate)
        ?? (optimizer == .sgd && isInception ? 0.1 : optimizer.defaultLearningRate),
      momentum: optimizer == .sgd ? momentum ?? OptimizerKind.defaultMomentum : nil,
      epsilon: optimizer.defaultEpsilon.map { epsilon ?? $0 },
      rateDecay: try parser.number(.rateDecay) ?? usualRateDecay,
      weightDecay: try parser.number(.weightDecay) ?? 0,
      validation: validation, patience: try parser.integer(.patience).flatMap { $0 == 0 ? nil : $0 },
      stopFitted: try parser.text(.stopFitted) != "no",
      seed: try parser.unsigned(.seed) ?? 0,
      imageChannels: facts.shape.channels, storedSize: side, imageCount: facts.count,
      testCount: facts.testCount,
      dataDigest: facts.digest, numerics: facts.numerics ?? currentNumerics)
    configuration.numerics = facts.numerics ?? configuration.presentNumerics
    try configuration.validateParts(parser.settings)
    try configuration.validateNet(parser.settings)
    return configuration
  }

  /// Requires parts of the sets that can be trained and tested on.
  private func validateParts(_ settings: Settings) throws(LabError) {
    guard validation < imageCount else {
      throw .badConfiguration(
        key: settings.name(of: .validation), found: "\(validation) of the \(imageCount) images of \(dataSet)",
        expected: "at most \(imageCount - 1), so that there is something left to train on")
    }
    guard batchSize <= trainCount else {
      throw .badConfiguration(
        key: settings.name(of: .batchSize), found: "\(batchSize)",
        expected: "at most \(trainCount), the images that are trained on")
    }
    guard patience == nil || validation > 0 else {
      throw .badConfiguration(
        key: settings.name(of: .patience), found: "\(patience ?? 0) epochs without a validation part",
        expected: "--validation N beside it, the number of images to hold back")
    }
    guard testCount >= classCount else {
      throw .badConfiguration(
        key: settings.name(of: .testSet), found: "\(testCount) images of \(testSet)",
        expected: "at least \(classCount), one a class")
    }
  }

  /// Requires a net that can be built and trained on such images.
  private func validateNet(_ settings: Settings) throws(LabError) {
    guard size <= storedSize else {
      throw .badConfiguration(
        key: settings.name(of: .size), found: "\(size)",
        expected: "at most \(storedSize), the side of the images of \(dataSet)")
    }
    guard batchNorm == .none || batchSize > 1 else {
      throw .badConfiguration(
        key: settings.name(of: .batchSize), found: "1 with batch normalisation \(batchNorm.rawValue)",
        expected: "at least 2: a batch of one image has no variance")
    }
    if let problem = classifier.problem(imageShape: imageShape) {
      let key: SettingKey =
        switch problem.property {
        case "activation": .activation
        case "batchNormalization": .batchNorm
        case "dropout": .dropout
        case "classes": .dataSet
        default: .net
        }
      throw .badConfiguration(
        key: settings.name(of: key), found: problem.value, expected: problem.requirement)
    }
  }
}
