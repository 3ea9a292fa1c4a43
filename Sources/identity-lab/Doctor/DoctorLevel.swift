/// How much a finding of the ``Doctor`` matters.
enum DoctorLevel: String, Codable, Sendable {
  /// As it should be.
  case ok
  /// The program works, but better with it.
  case note
  /// The program does not work without it.
  case missing
}
