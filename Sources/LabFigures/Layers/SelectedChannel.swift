/// One drawn channel: its picture and what to call it.
package struct SelectedChannel {
  /// What it is called.
  package let label: String
  /// Height in pixels.
  package let height: Int
  /// Width in pixels.
  package let width: Int
  /// H · W values.
  package let values: [Float]
}
