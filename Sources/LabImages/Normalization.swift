import Nets

/// How pixels in [0, 1] become what a network sees: (p − mean) / standard deviation of a data set.
package enum Normalization: String, CaseIterable, Codable, Sendable {
  /// Mean 0.1307, standard deviation 0.3081, in every channel: MNIST's training set.
  ///
  /// Also for Fashion-MNIST and every probe shown to a network trained on MNIST.
  case mnist
  /// Means (0.4914, 0.4822, 0.4465), standard deviations (0.2470, 0.2435, 0.2616) of red, green and blue:
  /// CIFAR-10's training set. A grey picture is given the mean of the three.
  case cifar10
  /// The pixels as they are: mean 0, standard deviation 1.
  case none

  /// The network's input for a picture: (p − mean_c) / std_c, [C, H, W] in the order of ``Image/pixels``.
  ///
  /// Computed in Double and rounded once. ``cifar10`` requires 1 or 3 channels.
  package func standardize(_ image: Image) -> [Float] {
    let plane = image.height * image.width
    var result: [Float] = []
    result.reserveCapacity(image.pixels.count)
    for (channel, constants) in constants(channels: image.channels).enumerated() {
      for pixel in image.pixels[channel * plane..<(channel + 1) * plane] {
        result.append(Float((Double(pixel) - constants.mean) / constants.deviation))
      }
    }
    return result
  }

  /// The picture behind a network's input or output: v · std_c + mean_c.
  ///
  /// Not clipped, because how far an output leaves [0, 1] is part of the result; drawing clips. `values` are
  /// [C, H, W] of `shape`.
  package func restore(_ values: ArraySlice<Float>, shape: ImageShape) -> Image {
    precondition(values.count == shape.count, "\(values.count) values do not make a \(shape) image")
    var pixels: [Float] = []
    pixels.reserveCapacity(values.count)
    var start = values.startIndex
    for constants in constants(channels: shape.channels) {
      for value in values[start..<start + shape.pixels] {
        pixels.append(Float(Double(value) * constants.deviation + constants.mean))
      }
      start += shape.pixels
    }
    return Image(channels: shape.channels, height: shape.height, width: shape.width, pixels: pixels)
  }

  /// What it does, for readers: `(p − 0.1307) / 0.3081, mnist's constants`.
  package var statement: String {
    switch self {
    case .mnist: "(p − 0.1307) / 0.3081, mnist's constants"
    case .cifar10: "cifar10's means and deviations, about (p − 0.47) / 0.25"
    case .none: "as they are, from 0 to 1"
    }
  }

  private typealias Constants = (mean: Double, deviation: Double)

  private func constants(channels: Int) -> [Constants] {
    switch self {
    case .none: return [Constants](repeating: (0, 1), count: channels)
    case .mnist: return [Constants](repeating: (0.1307, 0.3081), count: channels)
    case .cifar10:
      precondition(channels == 1 || channels == 3, "cifar10 is for 1 or 3 channels, not \(channels)")
      let means = [0.4914, 0.4822, 0.4465]
      let deviations = [0.2470, 0.2435, 0.2616]
      return channels == 3
        ? Array(zip(means, deviations))
        : [(means.reduce(0, +) / 3, deviations.reduce(0, +) / 3)]
    }
  }
}
