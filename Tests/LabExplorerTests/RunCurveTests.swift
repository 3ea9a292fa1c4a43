import Testing

@testable import LabExplorer

@Suite("Curves of runs")
struct RunCurveTests {
  @Test("thinned points have the ends and are dense at the start")
  func thinnedPointsHaveTheEndsAndAreDenseAtTheStart() {
    let points = RunCurve.Points(x: (0..<5000).map(Double.init), y: (0..<5000).map { Double($0) })
    let thin = points.thinned(to: 100)
    #expect(thin.x.count == 100 && thin.x.first == 0 && thin.x.last == 4999)
    #expect(zip(thin.x, thin.x.dropFirst()).allSatisfy { $0 < $1 })
    #expect(thin.x[5] == 5)
    #expect(thin.y == thin.x.map(Optional.some))
  }

  @Test(arguments: [0, 1, 2, 99, 100])
  func fewPointsStay(_ count: Int) {
    let points = RunCurve.Points(x: (0..<count).map(Double.init), y: [Double?](repeating: nil, count: count))
    #expect(points.thinned(to: 100) == points)
  }

  @Test("a rounded number is near and none stays none")
  func aRoundedNumberIsNearAndNoneStaysNone() {
    let points = RunCurve.Points(x: [1, 2, 3], y: [0.123456789, nil, .infinity]).rounded
    #expect(points.y == [0.12346, nil, nil])
  }
}
