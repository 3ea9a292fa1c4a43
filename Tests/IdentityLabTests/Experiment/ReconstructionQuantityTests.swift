import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite("The laboratory's numbers of a run")
struct ReconstructionQuantityTests {
  private typealias Quantity = RunQuantity<ReconstructionLab>

  @Test("correlations are of the zone family, or of the family that is named")
  func correlations() throws {
    let stored = try StoredRuns()
    let run = RunSnapshot(try stored.add(stored.configuration([:]), identity: 0.75, constant: 0.125))
    func number(_ name: String) throws -> Double? { try Quantity.named(name, option: "x").number(of: run) }
    #expect(try number("identity") == 0.75)
    #expect(try number("constant@digits") == 0.125)
    #expect(try number("identity@fashion") == nil)
    #expect(try number("parameters") == 9)
    #expect(try number("initial-loss") == 1)
    #expect(try Quantity.named("zone", option: "x").value(of: run) == QuantityValue("C"))
  }

  @Test(
    "findings of a run that is not fitted are nil",
    arguments: [TrainingOutcome.plateau, .descending, .diverged])
  func unfitted(outcome: TrainingOutcome) throws {
    let stored = try StoredRuns()
    let run = RunSnapshot(try stored.add(stored.configuration([:]), loss: 0.5, outcome: outcome))
    for name in ["zone", "identity", "constant", "identity@digits"] {
      #expect(try Quantity.named(name, option: "x").value(of: run) == nil)
    }
    #expect(try Quantity.named("loss", option: "x").number(of: run) == 0.5)
    #expect(try RunFilter<ReconstructionLab>("state=\(outcome.rawValue)").accepts(run))
  }

  @Test("settings are known by flag and by key, words by what they mean, sizes by their place")
  func settings() throws {
    let stored = try StoredRuns()
    let run = RunSnapshot(
      try stored.configuration([.initializer: "he", .kernelSize: "3", .size: "6x4"]),
      in: stored.store.directory("0"))
    for text in [
      "kernel-size=3", "kernelSize=3", "arch=cnn", "architecture='cnn'", "init=he", "size=6x4", "size>5",
      "size<7",
      "image=builtin:7", "state=pending", "not size=6",
    ] {
      #expect(try RunFilter<ReconstructionLab>(text).accepts(run), "\(text)")
    }
    let error = try #require(throws: LabError.self) { try RunFilter<ReconstructionLab>("identity@fashon>0") }
    #expect(error.description.contains("did you mean \"identity@fashion\"?"))
    #expect(!error.description.contains("identity@circle"))
  }

  @Test("no two quantities share a word")
  func names() {
    let words = Quantity.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(words).count == words.count)
  }
}
