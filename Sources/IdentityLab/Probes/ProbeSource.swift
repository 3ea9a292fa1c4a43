import LabData

/// Where a probe battery's digits, garments and natural images come from.
///
/// Resolved once, before a run starts, and recorded with its configuration: otherwise a run's numbers would
/// depend on which files happened to be on the machine that evaluated it.
package struct ProbeSource: Codable, Equatable, Hashable, Sendable {
  /// Source of the digits, which the blends are made of too.
  package enum Digits: String, CaseIterable, Codable, Sendable {
    /// The test split of MNIST.
    case mnist
    /// The digits the lab draws itself.
    case builtin
  }

  /// Source of the garments.
  package enum Fashion: String, CaseIterable, Codable, Sendable {
    /// The test split of Fashion-MNIST.
    case fashion
    /// The garments the lab draws itself.
    case builtin
  }

  /// Source of the natural images of a colour battery.
  package enum Natural: String, CaseIterable, Codable, Sendable {
    /// The test split of CIFAR-10.
    case cifar10
    /// The scenes the lab draws itself.
    case builtin
  }

  /// Source of the digits.
  package var digits: Digits
  /// Source of the garments.
  package var fashion: Fashion
  /// Source of the natural images; nil leaves that family out, as it is for grey nets.
  package var natural: Natural?

  /// Names the sources; the default is the built-in pictures, which need no download, for a grey net.
  package init(digits: Digits = .builtin, fashion: Fashion = .builtin, natural: Natural? = nil) {
    self.digits = digits
    self.fashion = fashion
    self.natural = natural
  }

  /// The best source on this machine: each data set whose test split is present, else the built-in pictures.
  ///
  /// - Parameter channels: Channels of the net's images; natural images are for 3.
  package init(resolvedFrom locator: DatasetLocator, channels: Int) {
    digits = locator.has(.mnist, split: .test) ? .mnist : .builtin
    fashion = locator.has(.fashion, split: .test) ? .fashion : .builtin
    if channels == 3 {
      natural = locator.has(.cifar10, split: .test) ? .cifar10 : .builtin
    }
  }

  /// The families of a battery made of this source, in their order.
  package var families: [ProbeFamily] {
    ProbeFamily.allCases.filter { $0 != .natural || natural != nil }
  }

  /// The family whose scores give a run's zone: unseen inputs of the training image's kind, which for a colour net
  /// are natural images and for a grey one digits.
  package var zoneFamily: ProbeFamily { natural == nil ? .digits : .natural }
}
