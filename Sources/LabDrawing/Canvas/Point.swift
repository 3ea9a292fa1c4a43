/// A point of the layout; y grows downwards.
struct Point: Equatable, Sendable {
  var x: Double
  var y: Double
}
