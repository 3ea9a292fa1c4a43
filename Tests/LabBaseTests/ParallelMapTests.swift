import Testing

@testable import LabBase

@Suite("Values made in parallel")
struct ParallelMapTests {
  @Test(
    "the values stand in the order of their places for any number of threads", arguments: [1, 2, 3, 8, 100])
  func order(threads: Int) {
    var told = 0
    let values = ParallelMap.values(37, threads: threads, onRound: { told += $0 }) { "\($0 * $0)" }
    #expect(values == (0..<37).map { "\($0 * $0)" } && told == 37)
    #expect(ParallelMap.values(0, threads: threads) { $0 }.isEmpty)
  }
}
