import TestSupport
import Testing

@testable import LabBase

@Suite("Damaged YAML and JSON")
struct DamagedTextTests {
  private enum Kind: String, CaseIterable, Codable { case grid, curves }

  private struct Record: Codable {
    struct Part: Codable {
      var kind: Kind
      var values: [Double?]
    }

    var name: String
    var depth: Int
    var isWhole: Bool
    var parts: [String: Part]
  }

  private static let recipes = [
    """
    # A figure.
    title: "Depth \\u00e4 and width"
    figure: grid
    settings: {depth: [1, 2, 16], width: 128, learningRate: 1e-3}
    claims:
      - measure: identity
        above: 0.5
      - &second {measure: constant, below: 0.25}
      - *second
    note: |
      Two lines
      of text.
    other: >-
      folded 'text'
    """,
    "a: 1\nb: [x, 'y', \"z\"]\n? complex\n: ~\n<<: {c: 2020-01-01}\n",
    "- 1\n- - 2\n  - {a: !!str 3}\n---\n- second document\n",
  ]
  private static let signs = [
    "&a ", "*a", "*second", "!!int ", "!x ", "? ", ": ", "- ", "[", "]", "{", "}", "|", ">", "'", "\"", "#",
    "---\n",
    "...\n", "%YAML 9.9\n", "\t", "<<: ", "\\", "\u{0}", "\u{FEFF}", "\u{85}", "\u{2028}", ",", "@", "`",
    "\n", "  ",
    "null", "e308", "\u{301}",
  ]

  @Test("3,000 damaged recipes are read, or refused by a LabError, by every reader there is")
  func recipes() {
    let mutations = Mutations("yaml")
    var read = 0
    for index in 0..<3000 {
      let text = mutations.text(index, of: Self.recipes, pieces: Self.signs)
      do throws(LabError) {
        guard let value = try YAMLValue.parse(text, name: "recipe") else { continue }
        read += 1
        Self.visit(value)
      } catch {
        #expect([65, 78].contains(error.exitCode), "\(index): \(error)")
      }
    }
    #expect(read > 300 && read < 2900, "\(read)")
  }

  /// Asks a value and all within it for everything that it could be.
  private static func visit(_ value: YAMLValue) {
    _ = (value.text, try? value.texts(), value.named("other").place)
    _ = (
      try? value.number(expected: "a number"), try? value.integers(in: 0...10), try? value.integer(in: 1...9)
    )
    _ = try? value.choice(Kind.self)
    let keys = ["title", "figure", "settings", "a", "depth"]
    if var mapping = try? YAMLMapping(value, keys: value.pairs.map { $0.map(\.key) } ?? keys) {
      _ = (try? mapping.text("title"), try? mapping.choice("figure", Kind.self))
      _ = (try? mapping.number("a", expected: "a number", in: 0...1), try? mapping.required("depth"))
      _ = (mapping.take("settings")?.text, mapping.has("title"), try? mapping.finish("a test"))
    }
    _ = try? YAMLMapping(value.without("title"), keys: keys)
    for (_, inner) in value.pairs ?? [] { visit(inner) }
    if value.elements.count != 1 { value.elements.forEach(visit) }
  }

  @Test("4,000 damaged JSON files give a value, or badData that names the file")
  func json() throws {
    let record = Record(
      name: "ä \"quoted\"", depth: 16, isWhole: true,
      parts: ["x": .init(kind: .grid, values: [0.5, nil, -1e-7, 3]), "y": .init(kind: .curves, values: [])])
    let texts = [CanonicalJSON.compact(record), CanonicalJSON.pretty(record)]
    let signs = [
      "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\\u", "\\", "\u{0}", "\u{FEFF}", "NaN", "-",
      "1e999",
    ]
    let mutations = Mutations("json")
    var read = 0
    for index in 0..<4000 {
      let bytes =
        index % 2 == 0
        ? mutations.bytes(index, of: texts.map { Array($0.utf8) })
        : Array(mutations.text(index, of: texts, pieces: signs).utf8)
      do throws(LabError) {
        _ = try JSONFile.decode(bytes, path: "record.json", contents: "a record", as: Record.self)
        read += 1
      } catch {
        #expect(error.exitCode == 65 && error.description.hasPrefix("record.json"), "\(index): \(error)")
      }
    }
    #expect(read > 100 && read < 3900, "\(read)")
  }

  @Test("nesting as deep as a file can hold is refused, not followed", arguments: ["[", "{a: ", "- ", "? "])
  func depth(opening: String) {
    for count in [100, 100_000] {
      let text = String(repeating: opening, count: count)
      #expect(throws: LabError.self) { try YAMLValue.parse(text + (count == 100 ? "]" : ""), name: "recipe") }
    }
    let json = Array(String(repeating: "[", count: 100_000).utf8)
    #expect(throws: LabError.self) {
      try JSONFile.decode(json, path: "deep.json", contents: "a record", as: Record.self)
    }
  }
}
