import Nets

/// An image that a net's answers are fed back from.
package struct IterationStart: Equatable, Sendable {
  /// Where starts are from, by their word in recipes and files.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// The training images themselves.
    case training
    /// A training image plus Gaussian noise of a tenth of its contrast.
    case slightNoise = "noise-0.1"
    /// A training image plus Gaussian noise of 0.3 of its contrast.
    case someNoise = "noise-0.3"
    /// A training image plus Gaussian noise of its contrast.
    case muchNoise = "noise-1"
    /// Digits of the probe battery.
    case digits
    /// Its garments.
    case fashion
    /// Its natural images, of colour nets only.
    case natural
    /// Its images of uniform noise.
    case uniformNoise = "uniform-noise"
    /// Its images of Gaussian noise.
    case gaussianNoise = "gaussian-noise"

    /// What they are, for tables and legends.
    package var title: String {
      switch self {
      case .training: "training image"
      case .slightNoise, .someNoise, .muchNoise: "training + \(noise ?? 0) noise"
      case .digits, .fashion, .natural, .uniformNoise, .gaussianNoise: family?.title ?? rawValue
      }
    }

    /// Standard deviation of the noise on a training image, in units of its contrast; nil of others.
    var noise: Double? {
      switch self {
      case .slightNoise: 0.1
      case .someNoise: 0.3
      case .muchNoise: 1
      default: nil
      }
    }

    /// The family of the probe battery that they are the first images of; nil of training images with noise.
    var family: ProbeFamily? { ProbeFamily(rawValue: rawValue) }
  }

  /// Where it is from; nil of an image that somebody chose.
  package let kind: Kind?
  /// What it shows, such as `digit 3`.
  package let label: String
  /// C · H · W values as the net sees them.
  package let values: [Float]

  /// The usual starts of a net: the training images, and so many of every other kind.
  ///
  /// They depend on the battery alone, and the first ones are the same however many there are. Noise is added to the
  /// training images in turn, drawn under a key of its kind and place.
  ///
  /// - Parameters:
  ///   - count: starts of a kind, at least 1; no more than the battery has.
  ///   - training: the images that the net may have memorised.
  static func usual(
    _ count: Int, of battery: ProbeBattery, training: IterationTargets
  ) -> [IterationStart] {
    let key = RandomKey(seed: ProbeBattery.defaultSeed).deriving("iteration")
    return Kind.allCases.flatMap { kind -> [IterationStart] in
      if kind == .training {
        return zip(training.names, training.images).map { IterationStart(kind: kind, label: $0, values: $1) }
      }
      if let noise = kind.noise {
        return (0..<count).map { place in
          let image = place % training.images.count
          let stream = RandomStream(key: key.deriving(kind.rawValue).deriving(place))
          let deviation = noise * training.contrasts[image]
          return IterationStart(
            kind: kind, label: "\(training.names[image]) + \(noise) noise",
            values: training.images[image].enumerated().map { index, value in
              Float(Double(value) + deviation * stream.normal(at: index))
            })
        }
      }
      guard let set = battery.sets.first(where: { $0.family == kind.family }) else { return [] }
      return (0..<min(count, set.count)).map { place in
        IterationStart(kind: kind, label: set.labels[place], values: Array(set.inputs[place]))
      }
    }
  }
}
