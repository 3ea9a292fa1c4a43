/// Damages JSON in the ways in which files are edited, cut and confused; the same seed gives the same texts.
struct JSONMutator {
  /// Numbers, words and forms that no field was written for.
  private static let strangers = [
    "0", "-5", "1", "3", "4000000000000000", "1e308", "-1e308", "1e-320", "0.5", "1e400", "1024", "100000",
    "18446744073709551615", "9223372036854775807", "-9223372036854775808", "null", "true", "\"\"", "\"NaN\"",
    "NaN", "[]", "{}", "\"depth\"", "\"seed\"", "\"image\"", "\"size\"", "\"kernelSize\"", "\"nothing\"",
    "\"fcn\"", "\"training\"", "\"natural\"", "\"builtin:digits/60000\"",
    "\"mnist:test/9223372036854775806\"",
    "\"top:9223372036854775807\"", "\"svd:0\"", "\"../../etc/passwd\"", "\"frontier\"", "\"size-curves\"",
    "[4000000000000000]", "[\"depth\",\"depth\"]", "\"\\u0000\"",
  ]

  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A number below a bound: SplitMix64's.
  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }

  /// One of some values.
  mutating func choice<Value>(_ values: [Value]) -> Value { values[number(below: values.count)] }

  /// A damaged text.
  mutating func mutated(_ tree: JSONTree) -> String {
    var tree = tree
    for _ in 0...number(below: 3) { tree = changed(tree) }
    let text = tree.text
    // Now and then a file is cut, too.
    return number(below: 40) == 0 ? String(text.prefix(number(below: text.count + 1))) : text
  }

  private mutating func changed(_ tree: JSONTree) -> JSONTree {
    let nodes = tree.nodes
    let place = number(below: nodes.count)
    let (stranger, neighbour) = (JSONTree.scalar(choice(Self.strangers)), choice(nodes))
    let (kind, index) = (number(below: 6), number(below: 1_000_000))
    return tree.changing(place) { node in
      switch (node, kind) {
      case (.scalar, 0), (.scalar, 1), (.scalar, 2): return stranger
      case (.scalar, _), (_, 5): return neighbour
      case (.object(var pairs), 0), (.object(var pairs), 1):
        if !pairs.isEmpty { pairs.remove(at: index % pairs.count) }
        return .object(pairs)
      case (.object(var pairs), _):
        guard !pairs.isEmpty else { return stranger }
        pairs.append((pairs[index % pairs.count].key, kind == 2 ? neighbour : stranger))
        return .object(pairs)
      case (.array(var elements), 0), (.array(var elements), 1):
        if !elements.isEmpty { elements.remove(at: index % elements.count) }
        return .array(elements)
      case (.array(let elements), 2): return .array(elements + elements)
      case (.array(let elements), _): return .array(elements + [kind == 3 ? neighbour : stranger])
      }
    }
  }
}
