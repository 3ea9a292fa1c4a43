import Testing

@testable import LabStatistics

/// Reference numbers are SciPy 1.17.1's; the calls are beside them.
@Suite struct StudentTTests {
  @Test(
    "the regularised incomplete beta function is that of the tables",
    arguments: [
      // scipy.special.betainc(a, b, x)
      (1, 0.5, 0.3, 0.16333997346592444), (2.5, 0.5, 0.9, 0.48958974456442755), (0.5, 0.5, 0.5, 0.5),
      (10, 3, 0.7, 0.25281534785499993), (50, 0.5, 0.999, 0.7523690199653766), (2, 3, 0, 0), (2, 3, 1, 1),
    ])
  func beta(a: Double, b: Double, x: Double, expected: Double) {
    #expect(abs(IncompleteBeta.regularized(x, a, b) - expected) <= 1e-13)
  }

  @Test(
    "tails are those of the tables, on both sides and far out",
    arguments: [
      // scipy.stats.t.sf(t, degrees)
      (2, 2, 0.09175170953613698), (0.5, 5, 0.31914943582046457), (12, 2.7, 0.001013433009698063),
      (-1, 3, 0.8044988905221148), (40, 10, 1.1404288715428768e-12), (0, 4, 0.5),
    ])
  func tails(t: Double, degrees: Double, expected: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).upperTail(t) - expected) <= 1e-12 * expected)
  }

  @Test(
    "quantiles are those of the tables",
    arguments: [
      // scipy.stats.t.ppf(probability, degrees)
      (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 4, 2.7764451051977934),
      (0.95, 10, 1.8124611228116756), (0.975, 2.5, 3.5746548420036817), (0.995, 30, 2.7499956535672254),
      (0.025, 4, -2.7764451051977934), (0.5, 3, 0),
    ])
  func quantiles(probability: Double, degrees: Double, expected: Double) {
    let quantile = StudentT(degreesOfFreedom: degrees).quantile(probability)
    #expect(abs(quantile - expected) <= 1e-12 * max(1, abs(expected)), "\(quantile)")
  }
}
