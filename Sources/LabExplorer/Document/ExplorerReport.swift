/// What `explore` wrote.
package struct ExplorerReport: Encodable, Equatable, Sendable {
  /// Path of the page.
  package let page: String
  /// Its bytes.
  package let bytes: Int
  /// Runs that it shows.
  package let runs: Int
  /// The folder of what did not fit into it; nil where everything did.
  package let folder: String?
  /// Bytes of that folder's files.
  package let bytesBeside: Int
  /// What is not in the page, and why.
  package let remarks: [String]
}

extension ExplorerReport {
  private enum CodingKeys: String, CodingKey {
    case page, bytes, runs, folder, bytesBeside, remarks
  }

  /// Encodes every key, null where there is no folder.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(page, forKey: .page)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(runs, forKey: .runs)
    try container.encode(folder, forKey: .folder)
    try container.encode(bytesBeside, forKey: .bytesBeside)
    try container.encode(remarks, forKey: .remarks)
  }
}
