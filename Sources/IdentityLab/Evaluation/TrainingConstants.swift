/// The training images that a net may have memorised, to compare its outputs with.
struct TrainingConstants: Sendable {
  /// The standardised images, at least one.
  let images: [[Float]]
  /// Their mean, pixel by pixel.
  let mean: [Float]

  init(_ images: [[Float]]) {
    precondition(!images.isEmpty, "no constant to compare with")
    self.images = images
    mean = images[0].indices.map { place in
      Float(images.reduce(0.0) { $0 + Double($1[place]) } / Double(images.count))
    }
  }
}
