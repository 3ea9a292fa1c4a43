/// A run that cannot be read, and why.
struct RunDamage: Encodable {
  let runKey: String
  let problem: String
}
