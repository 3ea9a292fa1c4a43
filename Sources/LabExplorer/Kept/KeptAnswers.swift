import LabBase
import LabImages
import LabRuns

/// A run's answers to what its laboratory asks, in the form that a page shows them: kept beside the run.
package struct KeptAnswers<L: ExplorerLab>: Study {
  /// The answers.
  package struct Value: Codable, Equatable, Sendable {
    /// The sprites that have the first images of every family.
    package let thumbnails: [TileSprite]
    /// Those that have all others.
    package let others: [TileSprite]
    /// The answers by family.
    package let families: [String: FamilyAnswers<TileReference>]
  }

  /// Images of each family that a page shows first.
  package static var thumbnailCount: Int { 3 }

  /// The version of the form and of the laboratory's answers.
  package static var version: Int { 100 + L.answerVersion }

  /// The file's name.
  package let name = "explorer-answers"
  private let questions: L.Questions

  /// Asks these questions where nothing is kept.
  package init(questions: L.Questions) { self.questions = questions }

  /// Requires that every reference is to a tile that is there, that lists have one length, and correlations that can be.
  package static func isPossible(_ value: Value) -> Bool {
    let sprites = Dictionary(
      (value.thumbnails + value.others).map { ($0.id, $0.ranges.count / 2) }, uniquingKeysWith: min)
    return value.families.values.allSatisfy { family in
      let references = family.images ?? []
      let counts = [
        family.images?.count, family.identity?.count, family.labels?.count, family.answers?.count,
      ]
      let correlations = (family.identity ?? []) + (family.constant ?? [])
      return Set(counts.compactMap(\.self)).count <= 1 && correlations.allSatisfy { abs($0 ?? 0) <= 1.001 }
        && references.allSatisfy { (0..<(sprites[$0.sprite] ?? 0)).contains($0.tile) }
    }
  }

  /// Asks the net.
  ///
  /// - Throws: `LabError` where weights are missing or not finite.
  package func measure(
    _ run: RunDirectory<L>, lab: L, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    guard let record = run.record else {
      throw .missingInput(what: "the result of run \(run.runKey)", advice: "make the run first")
    }
    let finished = FinishedRun(try run.configuration(), record: record, directory: run)
    let answers = try L.answers(of: finished, to: questions, threads: threads)
    let keys = answers.keys.sorted()
    var first = TileAtlas()
    for key in keys { answers[key]?.images?.prefix(Self.thumbnailCount).forEach { _ = first.add($0) } }
    var rest = TileAtlas(first: first.next)
    var families: [String: FamilyAnswers<TileReference>] = [:]
    for key in keys {
      var place = 0
      families[key] = answers[key]?.mapPictures { image in
        defer { place += 1 }
        return place < Self.thumbnailCount ? first.add(image) : rest.add(image)
      }
    }
    return Value(thumbnails: try first.sprites(), others: try rest.sprites(), families: families)
  }
}
