import LabBase

/// What a film of a training is drawn from.
package struct FilmConfiguration: Codable, Equatable, Sendable {
  /// The steps that are shown, ascending.
  package let film: [Int]
  /// SPECs of the images that the net is shown beside its training images, files without their folders; nil for the
  /// probe battery's.
  package let inputs: [String]?
  /// The net's run.
  package let run: ReconstructionConfiguration

  /// States them.
  init(film: [Int], inputs: [String]?, run: ReconstructionConfiguration) {
    self.film = film
    self.inputs = inputs
    self.run = run
  }

  /// Most steps that a film may have.
  package static let mostSteps = 200

  private enum CodingKeys: String, CodingKey {
    case film, inputs, run
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no film can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    film = try container.decode([Int].self, forKey: .film)
    inputs = try container.decodeIfPresent([String].self, forKey: .inputs)
    run = try container.decode(ReconstructionConfiguration.self, forKey: .run)
    let isAscending = zip(film, film.dropFirst()).allSatisfy { $0 < $1 }
    guard (1...Self.mostSteps).contains(film.count), isAscending, film[0] >= 0 else {
      throw LabError.badData(
        path: "a film's recipe", expected: "1 to \(Self.mostSteps) ascending steps",
        found: "\(film.prefix(9))")
    }
  }
}
