import Testing

@testable import LabStatistics

/// Reference numbers are of all arrangements, counted by Python's itertools.permutations, and of SciPy 1.17.1.
@Suite struct TrendTestTests {
  @Test("three groups of three are compared with every one of their 1,680 arrangements")
  func exact() throws {
    let test = try #require(TrendTest([[0.99, 0.97, 0.98], [0.93, 0.975, 0.9], [0.8, 0.85, 0.91]]))
    #expect(test.isExact && test.arrangements == 1680)
    #expect(test.risingPairs == 2)
    #expect(abs(test.probabilityOfFall - 8.0 / 1680) < 1e-15)
    #expect(abs(test.probabilityOfRise - 1677.0 / 1680) < 1e-15)
    // scipy.stats.somersd([0, 0, 0, 1, 1, 1, 2, 2, 2], values)
    #expect(abs(test.tau + 0.8518518518518519) < 1e-15)
  }

  @Test("ties count half")
  func ties() throws {
    let test = try #require(TrendTest([[1, 2], [2, 3], [2, 5]]))
    #expect(test.arrangements == 90 && test.risingPairs == 9.5)
    #expect(abs(test.probabilityOfRise - 9.0 / 90) < 1e-15)
    #expect(abs(test.probabilityOfFall - 87.0 / 90) < 1e-15)
    // scipy.stats.somersd([0, 0, 1, 1, 2, 2], [1, 2, 2, 3, 2, 5])
    #expect(abs(test.tau - 0.5833333333333334) < 1e-15)
  }

  @Test("more groups than can be tried are sampled, the same way every time, and no p-value is 0")
  func sampled() throws {
    let groups = (0..<6).map { group in (0..<3).map { Double(group) + Double($0) / 10 } }
    let test = try #require(TrendTest(groups))
    #expect(!test.isExact && test.arrangements == 20_001)
    #expect(test.tau == 1 && test.probabilityOfRise == 1.0 / 20_001 && test.probabilityOfFall == 1)
    #expect(try #require(TrendTest(groups)) == test)
  }

  @Test("sampled p-values are near the exact ones")
  func agreement() throws {
    // Four groups: 369,600 arrangements, of which J of values in a fixed disorder is at least as large in a share
    // that the normal approximation puts at 0.09; two independent samples must agree within five standard errors.
    let groups = [[1.0, 5, 3], [2, 8, 6], [4, 9, 7], [5.5, 3.5, 11]]
    let one = try #require(TrendTest(groups))
    let other = try #require(TrendTest(groups, key: .init(seed: 7)))
    #expect(!one.isExact && one != other)
    #expect(abs(one.probabilityOfRise - other.probabilityOfRise) < 5 * 0.003)
    // The two tails overlap in the arrangements that give exactly the observed value.
    #expect(one.probabilityOfRise + one.probabilityOfFall > 1)
  }

  @Test("one group or an empty one has no trend")
  func tooFew() {
    #expect(TrendTest([[1, 2]]) == nil)
    #expect(TrendTest([[1, 2], []]) == nil)
  }
}
