import Nets
import Testing

@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Bisection finds what running everything finds")
struct RefinementPropertyTests {
  /// Chooses until nothing more is asked for, with the answers that a region gives.
  private func refined(
    _ runs: [ToyLab.Configuration], region: (ToyLab.Configuration) -> Int
  ) -> [ToyLab.Configuration] {
    let refinement = Refinement<ToyLab>(runs, along: .goal) { _, records in
      records.first?.answer.map { "\($0)" }
    }
    var records: [String: ToyLab.Record] = [:]
    var chosen: [ToyLab.Configuration] = []
    while case let next = refinement.chosen({ records[$0.runKey] }), next != chosen {
      chosen = next
      for run in next {
        records[run.runKey] = ToyLab.Record(
          runKey: run.runKey, directory: "", steps: 0, finalLoss: nil, stopReason: .stepLimit,
          outcome: .fitted,
          answer: Double(region(run)))
      }
    }
    return chosen
  }

  private func runs(places: Int, columns: Int, seeds: Int) -> [ToyLab.Configuration] {
    (0..<columns).flatMap { column in
      (0..<places).flatMap { place in
        (0..<seeds).map { seed in
          var configuration = ToyLab.Configuration()
          configuration.goal = Double(place)
          configuration.rate = 0.1 + Double(column)
          configuration.seed = UInt64(seed)
          return configuration
        }
      }
    }
  }

  @Test("of columns with one border each, in the places that a binary search takes", arguments: 0..<300)
  func monotone(round: Int) {
    let stream = RandomStream(key: RandomKey(seed: 5).deriving(round))
    let places = 1 + stream.integer(at: 0, below: 70)
    let (columns, seeds) = (1 + stream.integer(at: 1, below: 3), 1 + stream.integer(at: 2, below: 3))
    // The first place of the second region; 0 and `places` are columns of one region.
    let borders = (0..<columns).map { stream.integer(at: 3 + $0, below: places + 1) }
    let all = runs(places: places, columns: columns, seeds: seeds)
    let chosen = refined(all) { Int($0.goal) < borders[Int($0.rate)] ? 0 : 1 }
    for (column, border) in borders.enumerated() {
      let members = chosen.filter { Int($0.rate) == column }
      let seen = Set(members.map { Int($0.goal) })
      #expect(members.count == seen.count * seeds)
      #expect(seen.contains(0) && seen.contains(places - 1))
      if (1..<places).contains(border) { #expect(seen.isSuperset(of: [border - 1, border])) }
      // What was not run is of the region of its neighbours, so that nothing is missed.
      for place in 0..<places where !seen.contains(place) {
        let below = seen.filter { $0 < place }.max().map { $0 < border }
        let above = seen.filter { $0 > place }.min().map { $0 < border }
        #expect(below == above && below == (place < border))
      }
      let halvings = Int.bitWidth - (places - 1).leadingZeroBitCount
      #expect(seen.count <= halvings + 2, "\(seen.count) of \(places)")
    }
  }

  @Test("of several regions one after another every border between seen ones is found", arguments: 0..<100)
  func ordered(round: Int) {
    let stream = RandomStream(key: RandomKey(seed: 6).deriving(round))
    let places = 2 + stream.integer(at: 0, below: 60)
    let borders = (1...3).map { stream.integer(at: $0, below: places) }
    let region = { (place: Int) in borders.count { $0 <= place } }
    let chosen = refined(runs(places: places, columns: 1, seeds: 1)) { region(Int($0.goal)) }
    let seen = chosen.map { Int($0.goal) }
    // Regions in order cannot come back: neighbours that were seen and differ stand side by side.
    for (low, high) in zip(seen, seen.dropFirst()) where region(low) != region(high) {
      #expect(high == low + 1)
    }
  }
}
