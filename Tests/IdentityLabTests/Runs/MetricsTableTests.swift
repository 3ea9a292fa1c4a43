import Nets
import Testing

@testable import IdentityLab

@Suite struct MetricsTableTests {
  @Test("rows read back to the same bits, and those from a step on are dropped")
  func roundTrip() {
    var table = MetricsTable()
    let rows = [
      TrainingMetrics(step: 0, loss: 1.0 / 3, gradientNorm: 2e-300, learningRate: 0.1),
      TrainingMetrics(step: 10, loss: .infinity, gradientNorm: .nan, learningRate: 0.02),
      TrainingMetrics(step: 20, loss: 0x1p-1074, gradientNorm: nil, learningRate: nil),
    ]
    rows.forEach { table.append($0) }
    #expect(MetricsTable(csv: table.csv, before: 100).csv == table.csv)
    #expect(MetricsTable(csv: table.csv, before: 20).rows.map(\.step) == [0, 10])
    #expect(MetricsTable(csv: table.csv, before: 100).rows[0] == rows[0])
  }

  @Test("a torn line ends the table")
  func torn() {
    let table = MetricsTable(csv: "step,loss,gradient_norm,learning_rate\n0,1.0,2.0,0.1\n10,0.5", before: 100)
    #expect(table.rows.map(\.step) == [0])
  }
}
