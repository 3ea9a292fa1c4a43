extension Zone {
  /// The one zone that stands for a whole run: that of its mean correlations on one probe family, by default
  /// the digits; nil if the family was not scored, or a correlation is undefined on all of it: for a constant answer,
  /// and for a training image without contrast, with which nothing can correlate.
  ///
  /// Why one family, and why digits:
  /// - The question of a run is what the net does with *unseen inputs of the training image's own kind*. Digits
  ///   are that for the usual training image, a 7; for a garment choose `.fashion`. For any other grey image digits
  ///   remain the default: structured, unseen, never constant, and the same for all runs of a map. The zone of a
  ///   colour run is that on natural images (``ProbeSource/zoneFamily``).
  /// - A mean over the similarity inputs would mix what Fig. 4 keeps apart: near ρ = 1 every trained net is in
  ///   A, near ρ = 0 the inputs are noise and all but the shallowest are in C, also a 5-layer CNN that copies
  ///   every digit. The mean of the two belongs to no input at all. The similarity inputs have a zone for each ρ
  ///   instead: ``SimilarityScore/zone(threshold:)``.
  package static func ofRun(
    probes: [ProbeScore], family: ProbeFamily = .digits, threshold: Double = Zone.defaultThreshold
  ) -> Zone? {
    guard let score = probes.first(where: { $0.probe == family }),
      score.correlationWithIdentity != nil, score.correlationWithConstant != nil
    else { return nil }
    return score.zone(threshold: threshold)
  }
}
