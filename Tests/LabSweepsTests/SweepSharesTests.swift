import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Shares of a plan take alike long")
struct SweepSharesTests {
  @Test(
    "the longest run comes first, each goes to the share with the least to do, equal loads to the first share"
  )
  func dealing() {
    #expect(SweepShares(costs: [1, 5, 3, 3, 2], count: 2).places == [[1, 4], [2, 3, 0]])
    #expect(SweepShares(costs: [2, 2, 2, 2], count: 3).places == [[0, 3], [1], [2]])
    #expect(SweepShares(costs: [4, 1], count: 1).places == [[0, 1]])
  }

  @Test("a hundred thousand shares are dealt at once")
  func many() {
    let costs = (0..<100_000).map { Double($0 % 1000) }
    let places = SweepShares(costs: costs, count: 100_000).places
    #expect(places.allSatisfy { $0.count == 1 })
    #expect(costs[places[0][0]] == 999 && costs[places[99_999][0]] == 0)
  }

  @Test("runs without a cost are dealt too, and a share may be empty")
  func odd() {
    #expect(SweepShares(costs: [0, 0, 0, 0], count: 2).places == [[0, 2], [1, 3]])
    #expect(SweepShares(costs: [1], count: 3).places == [[0], [], []])
    #expect(SweepShares(costs: [], count: 2).places == [[], []])
  }

  @Test(
    "every run is in one share, and none takes more than 4/3 of the best dealing",
    arguments: [1, 2, 3, 7, 40])
  func balance(count: Int) {
    var draws = Draws("shares", count)
    let costs = (0..<200).map { _ in Double(draws.below(1000) + 1) }
    let places = SweepShares(costs: costs, count: count).places
    #expect(places.flatMap(\.self).sorted() == Array(0..<200))
    let loads = places.map { $0.reduce(0) { $0 + costs[$1] } }
    let best = max(costs.reduce(0, +) / Double(count), costs.max() ?? 0)
    #expect((loads.max() ?? 0) <= best * 4 / 3)
    #expect(
      places.allSatisfy { share in zip(share, share.dropFirst()).allSatisfy { costs[$0] >= costs[$1] } })
  }

  @Test(
    "what is no share is refused",
    arguments: ["", "1", "2/2", "-1/2", "0/0", "a/2", "0/2/3", "0/", "0/1000001"])
  func refused(text: String) throws {
    let plan = try SweepPlan(name: "toy", settings: Settings([.seed: "0..3"]), lab: ToyLab())
    let error = #expect(throws: LabError.self) { try SweepShares.places(of: plan, share: text) }
    #expect(error?.exitCode == 78 && error?.description.contains("0/4") == true)
    #expect(try SweepShares.places(of: plan, share: "1/4") == [1])
  }
}
