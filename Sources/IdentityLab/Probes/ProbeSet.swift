import Nets

/// The standardised probe images of one family, with a label each.
package struct ProbeSet: Equatable, Sendable {
  /// The family.
  package let family: ProbeFamily
  /// The images as a net sees them, [N, C, H, W], standardised.
  package let inputs: ImageBatch
  /// What each image shows, for example `digit 3`; N labels.
  package let labels: [String]

  /// Number of images, N.
  package var count: Int { inputs.count }

  init(family: ProbeFamily, inputs: ImageBatch, labels: [String]) {
    precondition(inputs.count == labels.count, "\(inputs.count) images with \(labels.count) labels")
    self.family = family
    self.inputs = inputs
    self.labels = labels
  }
}
