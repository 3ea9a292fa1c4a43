/// A run that was started.
package protocol LaunchedRun {
  /// How it ended; nil while it runs.
  func poll() -> RunEnd?

  /// Asks it to save its state and end.
  func interrupt(_ signal: Int32)
}
