/// The JSON Schemas of a Markdown page, and what does not follow them.
///
/// It knows the words that Guides/JSON.md uses: `type`, `const`, `enum`, `properties`, `required`,
/// `additionalProperties`, `items`, `anyOf` and `$ref` to the `$id` of another block. Any other word but `description` is a
/// problem of the schema, so that nothing in it is believed to be checked and is not.
public struct JSONSchemas {
  private static let words: Set<String> = [
    "$id", "$ref", "description", "type", "const", "enum", "properties", "required", "additionalProperties",
    "items",
    "anyOf",
  ]

  private let schemas: [String: JSONValue]

  /// Reads the fenced blocks of JSON.
  public init(markdown: String) throws {
    var schemas: [String: JSONValue] = [:]
    for part in markdown.split(separator: "```json\n", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstRange(of: "\n```") else { continue }
      let schema = try JSONValue(parsing: String(part[..<end.lowerBound]))
      if let name = schema["$id"]?.string { schemas[name] = schema }
    }
    self.schemas = schemas
  }

  /// The names of all schemas.
  public var names: Set<String> { Set(schemas.keys) }

  /// What of a value is not as the schema of a name says, each with its place; none where all is.
  public func problems(of value: JSONValue, schema name: String) -> [String] {
    guard let schema = schemas[name] else { return ["there is no schema \(name)"] }
    return problems(value, schema, "$")
  }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard case .object(let rules) = schema else { return ["\(place): the schema is no object"] }
    var found = rules.keys.filter { !Self.words.contains($0) }.sorted().map {
      "\(place): the schema's word \($0)"
    }
    if let name = rules["$ref"]?.string {
      guard let other = schemas[name] else { return found + ["\(place): there is no schema \(name)"] }
      found += problems(value, other, place)
    }
    if let type = rules["type"] {
      let types = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
      if !types.contains(where: { Self.isOfType(value, $0) }) {
        return found + ["\(place): \(value) is none of \(types.joined(separator: ", "))"]
      }
    }
    if let const = rules["const"], value != const { found.append("\(place): \(value) is not \(const)") }
    if let choices = rules["enum"], !choices.elements.contains(value) {
      found.append("\(place): \(value) is none of \(choices.elements)")
    }
    if let alternatives = rules["anyOf"],
      !alternatives.elements.contains(where: { problems(value, $0, place).isEmpty })
    {
      found.append("\(place): \(value) is none of the alternatives")
    }
    if case .object(let fields) = value { found += problems(fields: fields, rules, place) }
    if case .array(let elements) = value, let items = rules["items"] {
      for (index, element) in elements.enumerated() {
        found += problems(element, items, "\(place)[\(index)]")
      }
    }
    return found
  }

  private func problems(
    fields: [String: JSONValue], _ rules: [String: JSONValue], _ place: String
  ) -> [String] {
    var found = (rules["required"]?.elements ?? []).compactMap(\.string).filter { fields[$0] == nil }.map {
      "\(place): \($0) is missing"
    }
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
      let inner = "\(place).\(name)"
      switch rules["properties"]?[name] ?? rules["additionalProperties"] {
      case nil, .bool(true)?: break
      case .bool(false)?: found.append("\(inner) is not described")
      case let schema?: found += problems(field, schema, inner)
      }
    }
    return found
  }

  private static func isOfType(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
      (.number, "number"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
