import LabRuns

/// One draw of all settings, with its runs.
package struct SearchTrial<L: Lab> {
  /// Its number, from 0.
  package let number: Int
  /// All that was given, drawn or not, without the seed and the budget.
  package let settings: Settings
  /// Its runs by rung, then by seed.
  package let runs: [[L.Configuration]]
}
