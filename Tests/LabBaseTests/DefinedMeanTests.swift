import Testing

@testable import LabBase

@Suite("Means of defined numbers")
struct DefinedMeanTests {
  @Test(
    "undefined numbers do not count; without a defined one there is no mean",
    arguments: [
      ([], nil), ([nil], nil), ([nil, nil], nil), ([0], 0), ([nil, 3, nil], 3), ([1, nil, 2, 6], 3),
      ([-1, 1], 0), ([.infinity, 1], .infinity),
    ] as [([Double?], Double?)])
  func means(values: [Double?], mean: Double?) {
    #expect(values.definedMean == mean)
    var gathered = DefinedMean()
    for value in values { gathered.add(value) }
    #expect(gathered.mean == mean)
  }

  @Test("a number that is not one is defined, and makes the mean not one")
  func notANumber() throws {
    #expect(try #require([nil, 1, Double.nan].definedMean).isNaN)
  }

  @Test("numbers are summed in their order, as records were made")
  func order() {
    let values: [Double?] = [1e16, 1, -1e16, nil, 1]
    #expect(values.definedMean == (((1e16 + 1) - 1e16) + 1) / 4)
    #expect(values.reversed().definedMean == (((1 - 1e16) + 1) + 1e16) / 4)
  }
}
