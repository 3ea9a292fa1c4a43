/// When to say how far a sweep is: soon after a change, and every half second without one.
struct ProgressPace {
  private static let afterChange = Duration.milliseconds(100)
  private static let usual = Duration.milliseconds(500)
  private var last = ContinuousClock.now
  private var hasChanged = false

  /// Notes that there is something new to say.
  mutating func noteChange() { hasChanged = true }

  /// Whether it is time; if so, the next time counts from now.
  var isDue: Bool {
    mutating get {
      let now = ContinuousClock.now
      guard now - last >= (hasChanged ? Self.afterChange : Self.usual) else { return false }
      (last, hasChanged) = (now, false)
      return true
    }
  }
}
