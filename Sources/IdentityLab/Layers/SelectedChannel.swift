/// One drawn channel: its picture and what to call it.
struct SelectedChannel {
  let label: String
  let height: Int
  let width: Int
  let values: [Float]
}
