/// A picture of a figure that was written.
package struct WrittenPicture: Codable, Equatable, Sendable {
  /// Its path.
  package let path: String
  /// Which of the figure's pictures it is, by its kind.
  package let picture: String
}
