import Testing

@testable import IdentityLab

@Suite("Zones")
struct ZoneTests {
  @Test(
    "a pair of correlations falls into its zone; undefined counts as not high",
    arguments: [
      (0.95, 0.9, .a), (0.8, 0.8, .a),
      (0.99, 0.28, .b), (0.8, 0.799, .b), (0.9, nil, .b), (0.9, -0.95, .b),
      (0.799, 0.799, .c), (0, 0, .c), (-1, -1, .c), (nil, nil, .c), (nil, 0.1, .c), (0.5, nil, .c),
      (0.28, 0.99, .d), (0.799, 0.8, .d), (nil, 0.9, .d),
    ] as [(Double?, Double?, Zone)])
  func table(identity: Double?, constant: Double?, expected: Zone) {
    #expect(Zone(correlationWithIdentity: identity, correlationWithConstant: constant) == expected)
  }

  @Test("the threshold is settable")
  func threshold() {
    let zone = { Zone(correlationWithIdentity: 0.54, correlationWithConstant: 0.38, threshold: $0) }
    #expect(zone(0.5) == .b)
    #expect(zone(0.3) == .a)
    #expect(zone(0.6) == .c)
  }

  @Test("a run's zone is that of its digits, whatever the other families say")
  func run() {
    let probes = [
      score(.training, 1, 1), score(.digits, 0.95, 0.27), score(.fashion, 0.3, 0.9),
      score(.gaussianNoise, 0.2, 0.2),
    ]
    #expect(Zone.ofRun(probes: probes) == .b)
    #expect(Zone.ofRun(probes: probes, family: .fashion) == .d)
    #expect(Zone.ofRun(probes: probes, threshold: 0.96) == .c)
    #expect(Zone.ofRun(probes: probes, family: .novel) == nil)
    #expect(Zone.ofRun(probes: [score(.digits, nil, nil)]) == nil)
    #expect(Zone.ofRun(probes: [score(.digits, nil, 0.9)]) == nil)
    #expect(Zone.ofRun(probes: [score(.digits, 0.9, nil)]) == nil)
  }

  @Test("a zone is drawn where both correlations are known: an undefined one is not a low one")
  func unknownZonesAreNotDrawn() {
    #expect(Zone(drawnOf: nil, nil, threshold: 0.8) == nil)
    #expect(Zone(drawnOf: nil, 0.9, threshold: 0.8) == nil)
    #expect(Zone(drawnOf: 0.9, nil, threshold: 0.8) == nil)
    #expect(Zone(drawnOf: 0.9, 0.2, threshold: 0.8) == .b)
  }

  @Test("a zone is written as its letter")
  func letters() {
    #expect(Zone.allCases.map(\.rawValue) == ["A", "B", "C", "D"])
  }

  private func score(_ probe: ProbeFamily, _ identity: Double?, _ constant: Double?) -> ProbeScore {
    ProbeScore(
      probe: probe, count: 20, correlationWithIdentity: identity, correlationWithConstant: constant,
      mseToIdentity: 1, mseToConstant: 1)
  }
}
