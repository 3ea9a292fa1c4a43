import LabBase
import LabRuns

/// The groups that a claim compares, made of a figure's runs.
struct ClaimGroups<L: FigureLab> {
  /// The groups in their order: levels of an axis from the least to the greatest, two selections, or one group.
  let groups: [ClaimGroup]
  /// Why runs of a group are no repetitions of each other; nil where they are.
  let mixture: String?
  /// What the claim is of, counted.
  let sample: ClaimResult.Sample

  /// Largest magnitude of a value that counts: tests square variances, and 10⁷⁰ to the fourth power is still finite.
  private static var largestValue: Double { 1e70 }

  /// Sorts runs into the groups of a claim and measures them.
  ///
  /// - Throws: `LabError` where what a measure needs beside the records (weights, data) is not there.
  init(of claim: Claim<L>, _ runs: [FinishedRun<L>], in context: FigureContext<L>) throws(LabError) {
    let parts = Self.parts(of: claim, runs)
    let members = parts.flatMap(\.runs)
    // One list of images for all groups, so that a claim over images has them as units at every level.
    let sampled = L.sampledSetting == claim.expectation.axis ? nil : L.sampledSetting
    let images = sampled.map { members.values(of: $0) } ?? []
    var groups: [ClaimGroup] = []
    for part in parts {
      groups.append(try Self.group(part.label, part.runs, of: claim, images: images, in: context))
    }
    self.groups = groups
    mixture = parts.lazy.compactMap { Self.mixture($0.label, $0.runs, of: claim) }.first
    sample = ClaimResult.Sample(
      runs: members.count, images: L.sampledSetting.map { members.values(of: $0).count },
      seeds: Set(members.map(\.configuration.seed)).count,
      unfitted: members.count { $0.record.outcome != .fitted && $0.record.outcome != .diverged },
      diverged: members.count { $0.record.outcome == .diverged })
  }

  private static func parts(
    of claim: Claim<L>, _ runs: [FinishedRun<L>]
  ) -> [(label: String, runs: [FinishedRun<L>])] {
    let chosen = runs.filter { claim.selection.contains($0.configuration) }
    if case .greater(let other) = claim.expectation {
      let others = runs.filter { other.contains($0.configuration) }
      return [(claim.selection.title, chosen), (other.title, others)]
    }
    guard let key = claim.expectation.axis else {
      return [(claim.selection.isEmpty ? "all runs" : claim.selection.title, chosen)]
    }
    return levels(of: key, chosen).map { text in
      (
        L.Configuration.settings[key].label(text), chosen.filter { $0.configuration.fits(text, of: key) }
      )
    }
  }

  /// The values of a setting from the least to the greatest, those of words without a size in the order of the runs.
  private static func levels(of key: SettingKey, _ runs: [FinishedRun<L>]) -> [String] {
    let texts = runs.values(of: key)
    let places = texts.map { text in
      runs.map(\.configuration).first { $0.text(of: key) == text }.flatMap { L.place(of: $0, along: key) }
    }
    return zip(texts, places).enumerated().sorted { one, other in
      guard let first = one.element.1, let second = other.element.1, first != second else {
        return one.offset < other.offset
      }
      return first < second
    }.map(\.element.0)
  }

  private static func group(
    _ label: String, _ runs: [FinishedRun<L>], of claim: Claim<L>, images: [String],
    in context: FigureContext<L>
  ) throws(LabError) -> ClaimGroup {
    func values(_ runs: [FinishedRun<L>]) throws(LabError) -> [Double?] {
      var values: [Double?] = []
      for run in runs {
        let value = try claim.measure.value(of: run, in: context)
        values.append(value.flatMap { abs($0) <= largestValue ? $0 : nil })
      }
      return values
    }
    var units: [ClaimGroup.Unit] = []
    if let key = L.sampledSetting, images.count > 1 {
      for image in images {
        let members = runs.filter { $0.configuration.text(of: key) == image }
        if !members.isEmpty { units.append(ClaimGroup.Unit(name: image, values: try values(members))) }
      }
    } else {
      units = try values(runs).map { ClaimGroup.Unit(name: "", values: [$0]) }
    }
    return ClaimGroup(label: label, units: units, areCorrelations: claim.measure.isCorrelation)
  }

  /// Runs that differ in a setting are no more repetitions of each other than two rules are of one: what is found of them
  /// together would be of whichever were chosen.
  private static func mixture(
    _ label: String, _ runs: [FinishedRun<L>], of claim: Claim<L>
  ) -> String? {
    let apart = [.seed, claim.expectation.axis, claim.by, L.sampledSetting].compactMap(\.self)
    let samples = L.sampledSetting.map { key in
      runs.map(\.configuration).values(of: key).map { image in
        runs.filter { $0.configuration.text(of: key) == image }
      }
    }
    for members in samples ?? [runs] {
      for key in L.Configuration.settings.keys where !apart.contains(key) {
        let values = members.filter { $0.configuration.isAffected(by: key) }.map(\.configuration).values(
          of: key)
        if values.count > 1 {
          let title = key.title
          return
            "what is compared as \(label) differs in \(title) (\(values.joined(separator: ", "))), and what differs in "
            + "more than the seed is no repetition: choose one, or decide the claim by or over \(title)."
        }
      }
    }
    return nil
  }
}
