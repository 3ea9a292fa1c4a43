import Nets

extension MemorisationConfiguration {
  /// The net.
  package var classifier: ClassifierArchitecture {
    guard let family = ClassifierArchitecture.Family(net) else {
      preconditionFailure("no net is called \(net)")
    }
    return ClassifierArchitecture(
      family: family, classes: classCount, activation: activation, batchNormalization: batchNorm,
      dropout: dropout)
  }

  /// The training recipe; when to stop is the session's to say.
  package var training: TrainingConfiguration {
    TrainingConfiguration(
      optimizer: optimizer.configuration(momentum: momentum, epsilon: epsilon), learningRate: learningRate,
      schedule: .constant, weightDecay: weightDecay,
      epochDecay: rateDecay == 1
        ? nil
        : EpochDecay(factor: rateDecay, images: trainCount, batchSize: batchSize),
      adversarialEpsilon: adversarial == 0 ? nil : adversarial, steps: steps, tolerance: 0)
  }

  /// The weights that a run of this configuration begins with.
  package func makeInitialParameters() -> ParameterBuffer<Float> {
    let parameters = ParameterBuffer<Float>(layout: classifier.parameterLayout(imageShape: imageShape))
    initializer.initialize(
      parameters, gain: initializerGain, key: RandomKey(seed: seed).deriving("init"))
    return parameters
  }
}
