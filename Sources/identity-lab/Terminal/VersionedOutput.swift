/// An object with the field `schema`, which says what it is.
struct VersionedOutput<Value: Encodable>: Encodable {
  /// The object, which must encode fields and have none of this name.
  let value: Value
  /// What it is.
  let schema: OutputSchema

  private enum CodingKeys: String, CodingKey { case schema }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema.identifier, forKey: .schema)
  }
}
