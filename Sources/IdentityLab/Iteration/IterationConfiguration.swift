import LabBase

/// What a strip of iterates is drawn from.
package struct IterationConfiguration: Codable, Equatable, Sendable {
  /// Most iterations of a start.
  package let iterations: Int
  /// SPECs of the images that are started from, files without their folders; nil for the usual ones.
  package let starts: [String]?
  /// The net's run.
  package let run: ReconstructionConfiguration

  /// States them.
  init(iterations: Int, starts: [String]?, run: ReconstructionConfiguration) {
    self.iterations = iterations
    self.starts = starts
    self.run = run
  }

  private enum CodingKeys: String, CodingKey {
    case iterations, starts, run
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no strip can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    iterations = try container.decode(Int.self, forKey: .iterations)
    starts = try container.decodeIfPresent([String].self, forKey: .starts)
    run = try container.decode(ReconstructionConfiguration.self, forKey: .run)
    try Attractors.require(iterations: iterations)
    if starts?.isEmpty == true {
      throw LabError.badData(
        path: "a recipe of iterates", expected: "at least one image to start from", found: "none")
    }
  }
}
