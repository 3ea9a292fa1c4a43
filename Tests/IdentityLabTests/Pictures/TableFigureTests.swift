import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite struct TableFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// Two starts by two depths of two seeds each; one cell did not train, another with its second seed only.
  private func runs() throws -> [ReconstructionRun] {
    let cells: [(start: String, depth: String, outcomes: [TrainingOutcome])] = [
      ("torch", "1", [.fitted, .fitted]), ("torch", "2", [.plateau, .plateau]),
      ("orthogonal", "1", [.fitted, .fitted]), ("orthogonal", "2", [.diverged, .fitted]),
    ]
    return try cells.flatMap { cell in
      try cell.outcomes.enumerated().map { seed, outcome in
        let configuration = try stored.configuration([
          .initializer: cell.start, .depth: cell.depth, .seed: "\(seed)",
        ])
        try stored.addWeights(configuration)
        return try stored.add(configuration, identity: seed == 0 ? 0.5 : 0.75, outcome: outcome)
      }
    }
  }

  private func figure(_ tiles: [ProbeFamily]? = nil) throws -> TableFigure {
    var options = ReconstructionOptions()
    (options.rows, options.columns, options.tiles) = (.initializer, .depth, tiles)
    return TableFigure(stored.context(try runs(), options))
  }

  @Test("cells hold means and deviations over seeds; one that did not train is hatched and says why")
  func cells() throws {
    let map = try figure().correlations
    guard case .values(let values, _, _) = map.panels[0].cells else {
      Issue.record("no numbers")
      return
    }
    #expect(values == [[0.625, nil], [0.625, 0.75]])
    let deviations = try #require(map.panels[0].deviations)
    #expect(abs((deviations[0][0] ?? 0) - 0.125 * 2.0.squareRoot()) < 1e-12)
    #expect(deviations[0][1] == nil && deviations[1][1] == nil)
    #expect(map.panels[0].absences == [[nil, GridGap.all.firstIndex(of: .unfitted(.plateau))], [nil, nil]])
    #expect(map.panels[0].partial == [[false, false], [false, true]])
    let texts = map.layout(try TextMeter()).texts.map(\.text)
    #expect(texts.contains("0.62 ± 0.18") && texts.contains("pl") && texts.contains("mean correlation"))
  }

  @Test("below the table stand answers of its nets, a tile a family, and whose seed they are")
  func tiles() throws {
    let stack = try #require(try figure([.digits, .circle]).picture() as? FigureStack)
    guard case .tiles(let grid) = stack.parts[1] else {
      Issue.record("no tiles")
      return
    }
    #expect(stack.parts.count == 2 && grid.rows.map(\.label) == ["torch", "orthogonal"])
    #expect(grid.columnGroups.map(\.label) == ["depth 1", "depth 2"])
    #expect(grid.columnLabels == ["digits", "circle", "digits", "circle"])
    #expect(
      grid.rows.map { $0.tiles.map { $0 != nil } } == [
        [true, true, false, false], [true, true, true, true],
      ])
    #expect(
      grid.rows[1].scores == [.init(label: "seed\u{A0}1", columns: 2..<4)] && grid.rows[0].scores.isEmpty)
    #expect(stack.subtitle?.contains("tiles show seed\u{A0}0, or") == true)
    #expect(try figure().picture() is HeatMap)
  }

  @Test("tiles of nets that were shown different images are refused")
  func severalImages() throws {
    let runs = try ["builtin:7", "builtin:4"].map { try stored.add(stored.configuration([.image: $0])) }
    var options = ReconstructionOptions()
    options.tiles = [.digits]
    #expect(throws: LabError.self) { try TableFigure(stored.context(runs, options)).picture() }
  }

  @Test("no zone looks like another, like paper or like hatching, nor where it is drawn paler")
  func colors() {
    func pale(_ color: Color) -> Color { color.mixed(with: FigureStyle.paper, share: 0.35) }
    func distance(_ one: Color, _ other: Color) -> Int {
      zip([one.red, one.green, one.blue], [other.red, other.green, other.blue])
        .map { abs(Int($0) - Int($1)) }.max() ?? 0
    }
    let kinds =
      Zone.allCases.map { [$0.color, pale($0.color)] }
      + [[FigureStyle.paper], [FigureStyle.hatchPaper, FigureStyle.hatchLine]]
    for (index, kind) in kinds.dropLast(2).enumerated() {
      for color in kind {
        for other in kinds[(index + 1)...].joined() {
          #expect(distance(color, other) >= 30, "\(color) \(other)")
        }
      }
    }
  }

  @Test("options of pictures are words of closed lists, and not none")
  func options() throws {
    func options(_ text: String) throws -> ReconstructionOptions {
      let yaml = """
        name: n
        title: t
        finding: f
        source: s
        pictures: [{picture: table, \(text)}]
        presets: {quick: [{depth: 1}]}
        """
      return try FigureRecipe<ReconstructionLab>(yaml: yaml, name: "n.yaml").pictures(.quick)[0].options
    }
    let read = try options("tiles: [digits, circle], probes: fashion, also: [steps, loss], scaling: each")
    #expect(
      read.tiles == [.digits, .circle] && read.probes == [.fashion] && read.also == [.steps, .loss]
        && read.scaling == .each)
    for wrong in ["tiles: [digit]", "tiles: []", "also: speed", "probes: {a: 1}"] {
      #expect(throws: LabError.self) { try options(wrong) }
    }
  }
}
