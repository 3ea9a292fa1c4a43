import LabBase
import LabRuns

/// What a plot of a sweep shows: quantities over a quantity, in the words of a user and of recipes.
package struct PlotChoice: Codable, Equatable, Sendable {
  /// What the shaded band around a mean is.
  package enum Band: String, CaseIterable, Codable, Sendable {
    /// From the least to the greatest run.
    case range
    /// One standard deviation to either side.
    case deviation
  }

  /// The axes that can be logarithmic.
  package enum Axis: String, CaseIterable, Codable, Sendable {
    /// The horizontal one.
    case x
    /// The vertical ones.
    case y
  }

  /// The name of the quantity along the horizontal axis.
  package var x: String
  /// The names of the quantities that are drawn, at least one.
  package var y: [String]
  /// The settings whose values have a curve each; nil takes the first that varies.
  package var by: [SettingKey]?
  /// The settings whose values have a panel each, before whatever else varies.
  package var facets: [SettingKey]?
  /// The logarithmic axes.
  package var log: [Axis]
  /// What bands are.
  package var band: Band

  /// Names what to show.
  package init(
    x: String, y: [String], by: [SettingKey]? = nil, facets: [SettingKey]? = nil, log: [Axis] = [],
    band: Band = .range
  ) {
    self.x = x
    self.y = y
    self.by = by
    self.facets = facets
    self.log = log
    self.band = band
  }
}
