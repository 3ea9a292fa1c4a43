/// What `reproduce --json` prints.
struct ReproductionReport: Encodable {
  let picture: String
  let same: Bool
  let recorded: String
  let made: String
  let runs: Int
  let trained: Int
  let version: String
}
