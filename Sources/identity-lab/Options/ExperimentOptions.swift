import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// The settings of an experiment as flags; `train` takes one value of each, `sweep run` lists and ranges too.
struct ExperimentOptions: ParsableArguments {
  @Option(name: .customLong("config"), help: "YAML file of settings; flags win over it.")
  var configurationFile: String?

  @Option(name: .customLong("arch"), help: "fcn, cnn, resnet or resnet-conv. (default: cnn)")
  var architecture: String?

  @Option(help: "Number of weight layers. (default: 5; 6 for resnets)")
  var depth: String?

  @Option(help: "Hidden units or channels. (default: 2048 for fcn and resnet, 784 if linear, 128 channels)")
  var width: String?

  @Option(help: "Filter height and width. (default: 5)")
  var kernelSize: String?

  @Option(help: "relu, linear, leaky-relu, tanh, sigmoid, elu or gelu. (default: relu)")
  var activation: String?

  @Option(
    name: .customLong("init"),
    help: "torch, lecun-normal, lecun-uniform, xavier-…, kaiming-…, orthogonal, fan-product. (default: torch)"
  )
  var initializer: String?

  @Option(
    name: .customLong("init-gain"), help: "Factor on the initialiser's standard deviation. (default: 1)")
  var initializerGain: String?

  @Option(help: "sgd, adam, rmsprop, adagrad or adamax. (default: sgd)")
  var optimizer: String?

  @Option(help: "Base learning rate. (default: 0.01; adam 0.001, adamax 0.002; polyak 0.1)")
  var learningRate: String?

  @Option(help: "SGD's momentum. (default: 0.9; polyak 0)")
  var momentum: String?

  @Option(help: "The adaptive optimisers' ε. (default: PyTorch's)")
  var epsilon: String?

  @Option(
    help:
      "step (times 0.2 at 30, 60, 80 % of the steps), constant, or polyak (SGD; the learning rate is the longest step). (default: step)"
  )
  var schedule: String?

  @Option(help: "Largest gradient norm. (default: none)")
  var clipNorm: String?

  @Option(help: "Let the rate rise linearly over so many first updates. (default: none)")
  var warmupSteps: String?

  @Option(help: "Largest number of updates. (default: 3000)")
  var steps: String?

  @Option(help: "Loss at which training ends, 0 for never. (default: 1e-4, of a whole set 0: never)")
  var tolerance: String?

  @Option(help: "Seed of the weights and of the order of mini-batches. (default: 0)")
  var seed: String?

  @Option(
    help:
      "Training image: mnist:7, mnist:test/123, fashion:3, cifar10:test/9, builtin:7, pattern:stripes, FILE.png; several joined by +; or a whole set: mnist:train, mnist:train/0..999, builtin:digits/600. (default: mnist:7, else builtin:7)"
  )
  var image: String?

  @Option(help: "Training images a step. (default: all of several, 64 of a whole set)")
  var batchSize: String?

  @Option(help: "Resize the image to N or HEIGHTxWIDTH pixels.")
  var size: String?

  @Option(help: "Standardise with mnist's or cifar10's constants, or none. (default: the image's)")
  var normalize: String?

  @Option(help: "Correlation from which on one counts as high. (default: 0.8)")
  var zoneThreshold: String?

  /// File, then flags.
  func settings() throws -> Settings {
    var flags = Settings()
    let pairs: [(SettingKey, String?)] = [
      (.architecture, architecture), (.depth, depth), (.width, width), (.kernelSize, kernelSize),
      (.activation, activation), (.initializer, initializer), (.initializerGain, initializerGain),
      (.optimizer, optimizer), (.learningRate, learningRate), (.momentum, momentum), (.epsilon, epsilon),
      (.schedule, schedule), (.clipNorm, clipNorm), (.warmupSteps, warmupSteps), (.steps, steps),
      (.tolerance, tolerance), (.seed, seed), (.image, image), (.batchSize, batchSize), (.size, size),
      (.normalize, normalize),
      (.zoneThreshold, zoneThreshold),
    ]
    for (key, text) in pairs {
      flags[key] = text
    }
    guard let path = configurationFile else { return flags }
    let yaml = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    return try Settings(
      yaml: yaml, name: path, names: ReconstructionConfiguration.settings.names
    ).overlaid(with: flags)
  }
}
