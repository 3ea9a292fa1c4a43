import Testing

@testable import LabStatistics

@Suite struct SampleSummaryTests {
  @Test("a group's numbers are its mean, sample deviation, extent and confidence interval")
  func numbers() throws {
    let summary = SampleSummary([0.9, 0.95, 0.93])
    #expect(summary.count == 3 && summary.undefinedCount == 0)
    #expect(summary.least == 0.9 && summary.greatest == 0.95)
    #expect(abs(try #require(summary.mean) - 2.78 / 3) < 1e-15)
    // numpy.std([0.9, 0.95, 0.93], ddof=1)
    #expect(abs(try #require(summary.standardDeviation) - 0.025166114784235805) < 1e-15)
    // scipy.stats.ttest_1samp([0.9, 0.95, 0.93], 0.8).confidence_interval(0.95)
    let interval = try #require(summary.interval)
    #expect(abs(interval.lower - 0.8641505718729091) < 1e-14)
    #expect(abs(interval.upper - 0.9891827614604244) < 1e-14)
  }

  @Test("undefined values are counted and averaged over by nobody")
  func undefined() {
    let summary = SampleSummary([nil, 0.5, nil])
    #expect(summary.count == 1 && summary.undefinedCount == 2 && summary.mean == 0.5)
    #expect(summary.standardDeviation == nil && summary.interval == nil)
    let none = SampleSummary([nil, nil])
    #expect(none.count == 0 && none.undefinedCount == 2 && none.mean == nil && none.least == nil)
  }

  @Test("equal values have no spread, whatever their sum is rounded to")
  func equal() {
    #expect(SampleSummary([0.1, 0.1, 0.1]).standardDeviation == 0)
    #expect(SampleSummary([0.1, 0.1, 0.1]).interval?.lower == SampleSummary([0.1, 0.1, 0.1]).mean)
  }
}
