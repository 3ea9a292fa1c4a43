/// One finding of the ``Doctor``.
struct DoctorCheck: Codable, Equatable, Sendable {
  /// What was looked at.
  let name: String
  /// How much it matters.
  let level: DoctorLevel
  /// What was found.
  let found: String
  /// What to do; nil where there is nothing to do.
  let advice: String?
}
