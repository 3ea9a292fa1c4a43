import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures

@Suite("Scales of correlations")
struct CorrelationScaleTests {
  @Test(
    "curves get the smallest of three axes that holds all of them",
    arguments: [(0.3, -0.2), (-0.1, -0.2), (-0.3, -0.5), (-0.5, -0.5), (-0.9, -1)])
  func axis(lowest: Double, expected: Double) {
    let series = [[0.9, 1], [lowest, nil]].map {
      LinePlot.Series(label: "s", points: $0.enumerated().map { LinePlot.Sample(x: Double($0 + 1), y: $1) })
    }
    #expect(CorrelationScale.axis(of: series) == ValueRange(expected, 1))
  }

  @Test("the extent over seeds counts as well as the mean")
  func spansCount() {
    let point = LinePlot.Sample(x: 1, y: 0, span: ValueRange(-0.4, 0.2))
    #expect(CorrelationScale.axis(of: [.init(label: "s", points: [point])]) == ValueRange(-0.5, 1))
  }

  @Test("clearly negative correlations in one table put 0 in the middle of all tables' colours")
  func tablesShareAScale() throws {
    let tables: [(title: String, values: [[Double?]])] = [("a", [[0.5, nil]]), ("b", [[-0.1]])]
    for panel in CorrelationScale.panels(tables) {
      guard case .values(_, let range, let map) = panel.cells else { throw Unexpected() }
      #expect(range == .unit && map == .sequential)
    }
    for panel in CorrelationScale.panels(tables + [("c", [[-0.9]])]) {
      guard case .values(_, let range, let map) = panel.cells else { throw Unexpected() }
      #expect(range == ValueRange(-1, 1) && map == .diverging)
    }
  }

  private struct Unexpected: Error {}
}
