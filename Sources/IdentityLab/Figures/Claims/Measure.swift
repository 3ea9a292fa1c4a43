/// A number that a claim is about: one for every run, or none where the run has no such number.
///
/// To add one: a case here and in ``Kind``, and a line in `init`, `value` and `title`. One that takes long to compute
/// should be kept beside its run, as ``RunDirectory/study(_:make:)`` does for ``layerError(_:)``.
public enum Measure: Equatable, Sendable {
  /// Whose inputs a correlation is averaged over.
  public enum Inputs: Equatable, Sendable {
    /// The images of a probe family.
    case probe(ProbeFamily)
    /// Those of a probe family at another height and width than the training image's, for convolutional nets.
    case resized(ProbeFamily, size: Int)
    /// The inputs of this correlation with the training image; it must be on the runs' grid.
    case rho(Double)
  }

  /// Which of the layers' error rates (``LayerErrors``) counts.
  public enum Layers: String, CaseIterable, Sendable {
    /// The highest of all.
    case peak
    /// That of the output.
    case last
    /// From the input to the highest: what the layers lose.
    case rise
    /// From the highest to the output: what comes back.
    case fall
  }

  /// Mean correlation with identity.
  case identity(Inputs)
  /// Mean correlation with constant.
  case constant(Inputs)
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
  /// 1 for a run that diverged, 0 for one that did not: its mean is the share of diverged runs.
  case diverged

  /// The words for measures in recipes.
  enum Kind: String, CaseIterable {
    case identity, constant, loss, steps, diverged
    case zoneShare = "zone-share"
    case theorem1Error = "theorem-1-error"
    case layerError = "layer-error"
    case middleSize = "middle-size"
  }

  /// Reads `measure` and what belongs to it.
  init(_ fields: inout ClaimFields) throws(LabError) {
    switch try fields.choice(.measure, Kind.self) {
    case .identity: self = .identity(try Self.inputs(&fields))
    case .constant: self = .constant(try Self.inputs(&fields))
    case .zoneShare: self = .zoneShare(try fields.choice(.zone, Zone.self))
    case .theorem1Error: self = .theorem1Error
    case .layerError: self = .layerError(try fields.choice(.layer, Layers.self))
    case .middleSize: self = .middleSize
    case .loss: self = .loss
    case .steps: self = .steps
    case .diverged: self = .diverged
    }
  }

  /// The run's number; nil where it has none: a correlation of constant outputs, a family or ρ that was not scored.
  ///
  /// The weights of a diverged run are no result of training, so nothing that is measured of them counts.
  ///
  /// - Throws: `LabError` where weights or data are needed and not there.
  func value(of run: FigureRun, in context: FigureContext) throws(LabError) -> Double? {
    let record = run.record
    if case .diverged = self { return record.stopReason == .diverged ? 1 : 0 }
    guard record.stopReason != .diverged else { return nil }
    switch self {
    case .identity(let inputs): return try inputs.correlations(of: run, in: context).identity
    case .constant(let inputs): return try inputs.correlations(of: run, in: context).constant
    case .zoneShare(let zone):
      let zones = record.similarity.map { $0.zone(threshold: run.configuration.zoneThreshold) }
      return zones.isEmpty ? nil : Double(zones.count { $0 == zone }) / Double(zones.count)
    case .theorem1Error: return try run.directory.distanceFromTheorem1(factory: context.factory)
    case .layerError(let layers):
      let request = LayerErrorRequest(
        trainImages: context.options.trainImages, testImages: context.options.testImages)
      return layers.rate(
        of: try request.errors(of: run.directory, locator: context.factory.locator, threads: context.threads))
    case .middleSize: return try LayerScaleFigure(context).middleSize(run)
    case .loss: return record.finalLoss
    case .steps: return Double(record.steps)
    case .diverged: return nil
    }
  }

  /// What it is, in words for tables and sentences.
  var title: String {
    switch self {
    case .identity(let inputs): "correlation with identity on \(inputs.title)"
    case .constant(let inputs): "correlation with constant on \(inputs.title)"
    case .zoneShare(let zone): "share of ρ in zone \(zone.rawValue) (\(zone.meaning))"
    case .theorem1Error: "relative error of the weights against the formula"
    case .layerError(let layers): layers.title
    case .middleSize: "size of the middle layers beside the last ones"
    case .loss: "final loss"
    case .steps: "steps"
    case .diverged: "share of diverged runs"
    }
  }

  private static func inputs(_ fields: inout ClaimFields) throws(LabError) -> Inputs {
    if fields.has(.rho) {
      return .rho(try fields.number(.rho, expected: "a correlation from 0 to 1", in: 0...1))
    }
    let family = try fields.choice(.probe, ProbeFamily.self)
    guard fields.has(.size) else { return .probe(family) }
    guard SizeFigure.families.contains(family) else {
      throw .badConfiguration(
        key: "probe", found: "\(family.rawValue) at another size",
        expected: "one of \(SizeFigure.families.map(\.rawValue).joined(separator: ", "))")
    }
    return .resized(family, size: Int(try fields.number(.size, expected: "1 to 1024 pixels", in: 1...1024)))
  }
}

extension Measure.Inputs {
  /// A run's mean correlations on these inputs; nil where they were not scored or the output is constant.
  func correlations(
    of run: FigureRun, in context: FigureContext
  ) throws(LabError) -> (identity: Double?, constant: Double?) {
    switch self {
    case .probe(let family):
      let score = run.record.score(of: family)
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    case .resized(let family, let size):
      let score = try SizeFigure(context).scores(of: run, size).first { $0.probe == family }
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    case .rho(let rho):
      // Grids are written with few decimals, and 0.1 + 0.2 must find 0.3.
      let score = run.record.similarity.first { abs($0.rho - rho) < 1e-9 }
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    }
  }

  /// The inputs in words.
  var title: String {
    switch self {
    case .probe(let family): family.title
    case .resized(let family, let size): "\(family.title) of \(size)×\(size) pixels"
    case .rho(let rho): "inputs of ρ = \(NumberText.short(rho))"
    }
  }
}

extension Measure.Layers {
  /// The rate, or the difference of two; nil of no layers.
  func rate(of errors: LayerErrors) -> Double? {
    let rates = errors.layers.map(\.rate)
    guard let first = rates.first, let last = rates.last, let peak = rates.max() else { return nil }
    switch self {
    case .peak: return peak
    case .last: return last
    case .rise: return peak - first
    case .fall: return peak - last
    }
  }

  /// The number in words.
  var title: String {
    switch self {
    case .peak: "highest error rate of a layer"
    case .last: "error rate at the last layer"
    case .rise: "rise of the error rate from the input to the worst layer"
    case .fall: "fall of the error rate from the worst layer to the last"
    }
  }
}
