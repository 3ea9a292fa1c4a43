import LabBase
import LabFigures

/// A number that a claim is about: one for every run, or none where the run has no such number.
///
/// To add one: a case here and in `Kind`, and a line in `init`, `value` and `title`. One that takes long to compute is a
/// `Study`, as ``LayerErrors`` is for ``layerError(_:)``.
package enum ReconstructionMeasure: RunMeasure {
  /// Whose inputs a correlation is averaged over.
  package enum Inputs: Equatable, Sendable {
    /// The images of a probe family.
    case probe(ProbeFamily)
    /// Those of a probe family at another height and width than the training image's, for convolutional nets.
    case resized(ProbeFamily, size: Int)
    /// The inputs of this correlation with the training image; it must be on the runs' grid.
    case rho(Double)
  }

  /// Which of the layers' error rates (``LayerErrors``) counts.
  package enum Layers: String, CaseIterable, Sendable {
    /// The mean over the middle third of the hidden layers.
    case middle
    /// That of the output.
    case last
    /// From the input to the middle layers: what the layers lose.
    case rise
    /// From the middle layers to the output: what comes back.
    case fall
  }

  /// Mean correlation with identity.
  case identity(Inputs)
  /// Mean correlation with constant.
  case constant(Inputs)
  /// A mean of the decomposition f(x) = a·x + b·x̂ + r.
  case part(Part, Inputs)
  /// Share of the similarity grid's ρ that lie in a zone, in [0, 1].
  case zoneShare(Zone)
  /// Loss at the final weights.
  case loss
  /// Updates until training ended.
  case steps
  /// Relative error of the weights of a linear net of one layer against Theorem 1's formula.
  case theorem1Error
  /// Error rate of the similarity-weighted classifier, with the pictures' numbers of images.
  case layerError(Layers)
  /// Size of the activations in the middle third of the hidden layers beside that in the last third.
  case middleSize
  /// Mean correlation with identity that the tangent kernel predicts (``KernelPrediction``).
  case kernelIdentity(ProbeFamily)
  /// Mean correlation with constant that the tangent kernel predicts.
  case kernelConstant(ProbeFamily)
  /// How far the correlation with identity is from what the tangent kernel predicts, without its sign.
  case kernelGapIdentity(ProbeFamily)
  /// How far the correlation with constant is from what the tangent kernel predicts, without its sign.
  case kernelGapConstant(ProbeFamily)
  /// How alike the tangent kernels before and after training are (``TangentAlignment``).
  case kernelAlignment
  /// How much a part of the answers still changes once the loss is below ``Trajectory/lateLoss``, without its sign.
  case late(Part, ProbeFamily)
  /// Share of a kind of start, or of all but the training images, that the net's own answers take to a fate
  /// (``Attractors``), in [0, 1]; without a fate to training images and their multiples.
  case fate(IterationFate?, IterationStart.Kind?)
  /// 1 for a run that diverged, 0 for one that did not: its mean is the share of diverged runs.
  case diverged

  /// A mean of ``Decomposition``.
  package enum Part: String, CaseIterable, Sendable {
    /// a.
    case identity = "a"
    /// b.
    case constant = "b"
    /// |b|.
    case constantMagnitude = "absolute-b"
    /// The share of r.
    case residual
  }

  /// The words for measures in recipes.
  enum Kind: String, CaseIterable {
    case identity, constant, loss, steps, diverged
    case zoneShare = "zone-share"
    case theorem1Error = "theorem-1-error"
    case layerError = "layer-error"
    case middleSize = "middle-size"
    case a, b, residual
    case absoluteB = "absolute-b"
    case kernelIdentity = "kernel-identity"
    case kernelConstant = "kernel-constant"
    case kernelGapIdentity = "kernel-gap-identity"
    case kernelGapConstant = "kernel-gap-constant"
    case kernelAlignment = "kernel-alignment"
    case lateA = "late-a"
    case lateB = "late-b"
    case basinShare = "basin-share"
    case fateShare = "fate-share"
  }

  /// The keys of a claim that belong to a measure.
  package static let names = ["probe", "size", "rho", "zone", "layer", "fate", "start"]

  /// Reads `measure` and what belongs to it.
  ///
  /// - Throws: `LabError` for another word or number, with the nearest spelling.
  package init(_ fields: inout YAMLMapping) throws(LabError) {
    switch try fields.choice("measure", Kind.self) {
    case .identity: self = .identity(try Self.inputs(&fields))
    case .constant: self = .constant(try Self.inputs(&fields))
    case .a: self = .part(.identity, try Self.inputs(&fields))
    case .b: self = .part(.constant, try Self.inputs(&fields))
    case .absoluteB: self = .part(.constantMagnitude, try Self.inputs(&fields))
    case .residual: self = .part(.residual, try Self.inputs(&fields))
    case .zoneShare: self = .zoneShare(try fields.choice("zone"))
    case .theorem1Error: self = .theorem1Error
    case .layerError: self = .layerError(try fields.choice("layer"))
    case .middleSize: self = .middleSize
    case .kernelIdentity: self = .kernelIdentity(try Self.predictedFamily(&fields))
    case .kernelConstant: self = .kernelConstant(try Self.predictedFamily(&fields))
    case .kernelGapIdentity: self = .kernelGapIdentity(try Self.predictedFamily(&fields))
    case .kernelGapConstant: self = .kernelGapConstant(try Self.predictedFamily(&fields))
    case .kernelAlignment: self = .kernelAlignment
    case .lateA: self = .late(.identity, try Self.followedFamily(&fields))
    case .lateB: self = .late(.constant, try Self.followedFamily(&fields))
    case .basinShare: self = .fate(nil, try Self.start(&fields))
    case .fateShare: self = .fate(try fields.choice("fate"), try Self.start(&fields))
    case .loss: self = .loss
    case .steps: self = .steps
    case .diverged: self = .diverged
    }
  }

  /// The run's number; nil where it has none: a correlation of constant outputs, a family or ρ that was not scored.
  ///
  /// The weights of a run that did not train are no result of training, so nothing that is measured of them counts.
  ///
  /// - Throws: `LabError` where weights or data are needed and not there.
  package func value(
    of run: ReconstructionRun, in context: ReconstructionContext
  ) throws(LabError) -> Double? {
    let record = run.record
    if case .diverged = self { return record.stopReason == .diverged ? 1 : 0 }
    guard context.counts(run) else { return nil }
    switch self {
    case .identity(let inputs): return try inputs.score(of: run, in: context)?.identity
    case .constant(let inputs): return try inputs.score(of: run, in: context)?.constant
    case .part(let part, let inputs):
      return try inputs.decomposition(of: run, in: context).flatMap(part.value)
    case .zoneShare(let zone):
      let zones = record.similarity.map { $0.zone(threshold: run.configuration.zoneThreshold) }
      return zones.isEmpty ? nil : Double(zones.count { $0 == zone }) / Double(zones.count)
    case .theorem1Error: return try run.directory.distanceFromTheorem1(lab: context.lab)
    case .layerError(let layers):
      let study = LayerErrors(
        trainImages: context.options.trainImages, testImages: context.options.testImages)
      return layers.rate(of: try context.value(of: study, run).layers)
    case .middleSize: return try context.value(of: LayerScales(), run).middleSize
    case .kernelIdentity(let family):
      return try Self.prediction(run, family, in: context)?.correlationWithIdentity
    case .kernelConstant(let family):
      return try Self.prediction(run, family, in: context)?.correlationWithConstant
    case .kernelGapIdentity(let family):
      return try Self.gap(run, family, in: context) { $0.correlationWithIdentity }
    case .kernelGapConstant(let family):
      return try Self.gap(run, family, in: context) { $0.correlationWithConstant }
    case .kernelAlignment: return try context.value(of: TangentAlignment(), run).alignment
    case .late(let part, let family):
      return try context.value(of: Trajectory(), run).lateChange(of: family, part.value)
    case .fate(let fate, let kind):
      return try context.value(of: Attractors(), run).share(
        of: fate.map { [$0] } ?? IterationFate.basin, from: kind)
    case .loss: return record.finalLoss
    case .steps: return Double(record.steps)
    case .diverged: return nil
    }
  }

  /// What it is, in words for tables and sentences.
  package var title: String {
    switch self {
    case .identity(let inputs): "correlation with identity on \(inputs.title)"
    case .constant(let inputs): "correlation with constant on \(inputs.title)"
    case .part(let part, let inputs): "\(part.title) on \(inputs.title)"
    case .zoneShare(let zone): "share of ρ in zone \(zone.rawValue) (\(zone.meaning))"
    case .theorem1Error: "relative error of the weights against the formula"
    case .layerError(let layers): layers.title
    case .middleSize: "size of the middle layers beside the last ones"
    case .kernelIdentity(let family):
      "correlation with identity that the tangent kernel predicts on \(family.title)"
    case .kernelConstant(let family):
      "correlation with constant that the tangent kernel predicts on \(family.title)"
    case .kernelGapIdentity(let family):
      "distance from what the tangent kernel predicts of the correlation with identity on \(family.title)"
    case .kernelGapConstant(let family):
      "distance from what the tangent kernel predicts of the correlation with constant on \(family.title)"
    case .kernelAlignment: "alignment of the tangent kernels before and after training"
    case .late(let part, let family):
      "change of \(part.title) on \(family.title) from a loss of \(NumberText.short(Trajectory.lateLoss)) on"
    case .fate(let fate, let kind):
      "share of iterated starts (\(kind?.title ?? "all kinds")) that come to: "
        + (fate?.title ?? "a training image or multiples of it")
    case .loss: "final loss"
    case .steps: "steps"
    case .diverged: "share of diverged runs"
    }
  }

  /// Whether it is a mean of correlations.
  package var isCorrelation: Bool {
    switch self {
    case .identity, .constant, .kernelIdentity, .kernelConstant: true
    default: false
    }
  }

  private static func start(_ fields: inout YAMLMapping) throws(LabError) -> IterationStart.Kind? {
    fields.has("start") ? try fields.choice("start") : nil
  }

  private static func inputs(_ fields: inout YAMLMapping) throws(LabError) -> Inputs {
    if fields.has("rho") {
      return .rho(try fields.number("rho", expected: "a correlation from 0 to 1", in: 0...1))
    }
    let family = try fields.choice("probe", ProbeFamily.self)
    guard fields.has("size") else { return .probe(family) }
    guard SizeScores.families.contains(family) else {
      throw .badConfiguration(
        key: "probe", found: "\(family.rawValue) at another size",
        expected: "one of \(SizeScores.families.map(\.rawValue).joined(separator: ", "))")
    }
    let largest = ReconstructionConfiguration.largestSize
    guard
      let size = try Int(
        exactly: fields.number("size", expected: "1 to \(largest) pixels", in: 1...Double(largest)))
    else {
      throw .badConfiguration(
        key: "\(fields.place): size", found: "a part of a pixel", expected: "whole pixels")
    }
    return .resized(family, size: size)
  }
}
