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
