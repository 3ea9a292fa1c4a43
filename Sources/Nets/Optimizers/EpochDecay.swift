import Foundation

/// A learning rate that falls by a factor at the end of every epoch.
public struct EpochDecay: Equatable, Sendable {
  /// The factor γ, above 0.
  public var factor: Double
  /// Images that an epoch sees.
  public var images: Int
  /// Images a step, which need not divide those of an epoch.
  public var batchSize: Int

  /// Describes a decay.
  public init(factor: Double, images: Int, batchSize: Int) {
    precondition(
      factor > 0 && images > 0 && batchSize > 0,
      "a factor of \(factor) every \(images) images in \(batchSize)s")
    self.factor = factor
    self.images = images
    self.batchSize = batchSize
  }

  /// γ^⌊step · batch size / images⌋, in whole numbers: the factor on the rate of the update after `completedSteps`.
  public func factor(completedSteps: Int) -> Double {
    pow(factor, Double(completedSteps * batchSize / images))
  }
}
