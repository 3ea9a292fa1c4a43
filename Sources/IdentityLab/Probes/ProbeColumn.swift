/// One column of a prediction grid: which of a battery's images stands in it and how it is headed.
package struct ProbeColumn: Equatable, Sendable {
  /// The family the image belongs to; columns of one family stand together.
  package let family: ProbeFamily
  /// The image's place in its family's ``ProbeSet``.
  package let index: Int
  /// The column's heading, the image's label in its ``ProbeSet``.
  package let label: String
}
