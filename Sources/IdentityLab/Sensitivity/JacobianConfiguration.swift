import LabBase

/// What a picture of a net's Jacobian is drawn from.
package struct JacobianConfiguration: Codable, Equatable, Sendable {
  /// How many pairs of singular vectors are drawn.
  package let jacobian: Int
  /// SPECs of the images beside the training images, files without their folders; nil for the usual ones.
  package let inputs: [String]?
  /// Whether the net is as it was before training.
  package let untrained: Bool
  /// The net's run.
  package let run: ReconstructionConfiguration

  private enum CodingKeys: String, CodingKey {
    case jacobian, inputs, untrained, run
  }

  /// States them.
  init(jacobian: Int, inputs: [String]?, untrained: Bool, run: ReconstructionConfiguration) {
    self.jacobian = jacobian
    self.inputs = inputs
    self.untrained = untrained
    self.run = run
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no picture can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    jacobian = try container.decode(Int.self, forKey: .jacobian)
    inputs = try container.decodeIfPresent([String].self, forKey: .inputs)
    untrained = try container.decode(Bool.self, forKey: .untrained)
    run = try container.decode(ReconstructionConfiguration.self, forKey: .run)
    guard 1...JacobianPoint.keptVectors ~= jacobian else {
      throw LabError.badData(
        path: "a Jacobian's recipe", expected: "1 to \(JacobianPoint.keptVectors) pairs of vectors",
        found: "\(jacobian)")
    }
  }
}
