import Testing

@testable import identity_lab

@Suite("A table fits the terminal or says what does not")
struct TextTableTests {
  private let table = TextTable(
    [
      TextTable.Column(title: "name", isLeft: true, rank: 0), TextTable.Column(title: "loss"),
      TextTable.Column(title: "remark", isLeft: true, rank: 2), TextTable.Column(title: "steps"),
    ],
    rows: [["a", "0.25", "a remark that goes on and on", "3"], ["long name", "12", "–", "1607"]])

  @Test("without a width it takes what it needs: words to the left, numbers to the right")
  func whole() {
    #expect(
      table.layout(width: nil)
        == TextTable.Layout(
          text: """
            name       loss  remark                        steps
            a          0.25  a remark that goes on and on      3
            long name    12  –                              1607
            """, omitted: []))
  }

  @Test("words lose their ends before a column is left out, and the one of the highest rank goes first")
  func narrow() {
    #expect(
      table.layout(width: 40).text == """
        name       loss  remark            steps
        a          0.25  a remark that g…      3
        long name    12  –                  1607
        """)
    let narrower = table.layout(width: 25)
    #expect(narrower.omitted == ["remark"])
    #expect(narrower.text.split(separator: "\n")[1] == "a          0.25      3")
    #expect(table.layout(width: 16).omitted == ["remark", "steps"])
  }

  @Test("no line is longer than the width, whatever it is", arguments: 1...60)
  func everyWidth(width: Int) {
    let layout = table.layout(width: width)
    #expect(layout.text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(layout.text)")
    #expect(!layout.omitted.contains("name"))
  }

  @Test("control characters do not reach the terminal, and bars do not break Markdown")
  func hostile() {
    let table = TextTable(
      [TextTable.Column(title: "x", isLeft: true)], rows: [["a|b\\"], ["\u{1B}[31mred\nnew"]])
    #expect(table.layout(width: nil).text == "x\na|b\\\n?[31mred?new")
    #expect(table.markdown == "| x |\n| :-- |\n| a\\|b\\\\ |\n| ?[31mred?new |")
  }
}
