import LabBase

/// What a picture of receptive fields is drawn from.
package struct ReceptiveConfiguration: Codable, Equatable, Sendable {
  /// Units a layer that gradients are means over.
  package let receptive: Int
  /// SPECs of the inputs, files without their folders; nil for the usual ones.
  package let inputs: [String]?
  /// The net's run.
  package let run: ReconstructionConfiguration

  private enum CodingKeys: String, CodingKey {
    case receptive, inputs, run
  }

  /// States them.
  init(receptive: Int, inputs: [String]?, run: ReconstructionConfiguration) {
    self.receptive = receptive
    self.inputs = inputs
    self.run = run
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no picture can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    receptive = try container.decode(Int.self, forKey: .receptive)
    inputs = try container.decodeIfPresent([String].self, forKey: .inputs)
    run = try container.decode(ReconstructionConfiguration.self, forKey: .run)
    guard 1...ReceptiveFields.mostUnits ~= receptive else {
      throw LabError.badData(
        path: "a recipe of receptive fields", expected: "1 to \(ReceptiveFields.mostUnits) units a layer",
        found: "\(receptive)")
    }
  }
}
