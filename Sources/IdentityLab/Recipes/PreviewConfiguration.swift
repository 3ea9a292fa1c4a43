/// What the preview in a run's folder is drawn from.
package struct PreviewConfiguration: Codable, Equatable, Sendable {
  /// The run.
  package let preview: ReconstructionConfiguration

  /// Names the run.
  package init(preview: ReconstructionConfiguration) {
    self.preview = preview
  }
}
