import LabBase
import LabRuns
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

  /// The net's parameters and running statistics.
  var layout: ParameterLayout { classifier.parameterLayout(imageShape: imageShape) }

  /// The weights that a run of this configuration begins with, drawn or those of a file.
  ///
  /// - Throws: `LabError.badData` where the file's are not this net's.
  package func makeInitialParameters(_ file: StartWeights?) throws(LabError) -> ParameterBuffer<Float> {
    try file?.parameters(layout) ?? makeInitialParameters()
  }

  /// The weights that a run of this configuration begins with, drawn by its initialiser.
  package func makeInitialParameters() -> ParameterBuffer<Float> {
    guard let initializer, let initializerGain else {
      preconditionFailure("the first weights are those of the file \(startWeights ?? "")")
    }
    let parameters = ParameterBuffer<Float>(layout: layout)
    initializer.initialize(
      parameters, gain: initializerGain, key: RandomKey(seed: seed).deriving("init"))
    return parameters
  }
}
