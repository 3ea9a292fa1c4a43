import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase

@Suite struct ScalingTableTests {
  private let header = "program,axis,depth,width,kernelSize,side,milliseconds\n"

  @Test("a table reads back as it was written")
  func roundTrip() throws {
    var table = ScalingTable()
    var net = ScalingStudy.base
    net[.side] = 56
    table.rows.append(ScalingTable.Row(program: "A", axis: .side, net: net, milliseconds: 0.1 + 0.2))
    #expect(table.csv == header + "A,side,5,128,5,56,0.30000000000000004\n")
    #expect(try ScalingTable(csv: table.csv, name: "times.csv") == table)
  }

  @Test(
    "a line that is no time is refused with its text",
    arguments: [
      "A,depth,5,128,5,28", "A,dept,5,128,5,28,1", "A,depth,0,128,5,28,1", "A,depth,5,128,5,28,0",
      "A,depth,5,128,5,28,inf", ",depth,5,128,5,28,1", "A,depth,five,128,5,28,1",
    ])
  func refused(line: String) throws {
    #expect(throws: LabError.self) { try ScalingTable(csv: header + line, name: "times.csv") }
  }

  @Test("a file of other columns or without times is refused", arguments: ["", "a,b\n1,2\n"])
  func otherColumns(text: String) throws {
    #expect(throws: LabError.self) { try ScalingTable(csv: text, name: "times.csv") }
    #expect(throws: LabError.self) { try ScalingTable(csv: header, name: "times.csv") }
  }

  @Test("the exponent is that of the larger sizes, whatever the small ones cost")
  func exponent() throws {
    // 2 n² ms, but the small nets take 1000 ms whatever their size.
    let rows = [1, 2, 4, 8, 16, 32].map { size in
      "A,width,5,\(size),5,28,\(size < 8 ? 1000 : 2 * size * size)"
    }
    let table = try ScalingTable(csv: header + rows.joined(separator: "\n"), name: "times.csv")
    #expect(abs(try #require(table.exponent(of: "A", along: .width)) - 2) < 1e-12)
    #expect(table.exponent(of: "A", along: .depth) == nil)
    #expect(table.exponent(of: "B", along: .width) == nil)
  }

  @Test("the figure has a panel an axis, a curve a program, and names the exponents over them")
  func figure() throws {
    let rows = ["A", "B"].flatMap { program in
      [
        "\(program),width,5,4,5,28,1", "\(program),width,5,8,5,28,2", "\(program),side,5,16,5,14,1",
        "\(program),side,5,16,5,28,4",
      ]
    }
    let plot = ScalingFigure(
      try ScalingTable(csv: header + rows.joined(separator: "\n"), name: "times.csv")
    ).plot
    #expect(plot.panels.map(\.xAxis.ticks) == [[4, 8], [14, 28]])
    #expect(plot.panels.map { $0.series.map(\.label) } == [["A", "B"], ["A", "B"]])
    #expect(plot.panels.map(\.title) == ["p: A\u{A0}1.00, B\u{A0}1.00", "p: A\u{A0}2.00, B\u{A0}2.00"])
    #expect(plot.subtitle?.contains("16 channels") == true)
  }
}
