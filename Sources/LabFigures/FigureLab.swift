import LabBase
import LabDrawing
import LabRuns

/// A laboratory whose runs are drawn and whose claims are decided: what figures know of it.
package protocol FigureLab: Lab {
  /// The kinds of picture that a recipe can ask for.
  associatedtype Kind: PictureKind where Kind.L == Self
  /// What a recipe can say about a picture beside its kind.
  associatedtype Options: PictureOptions
  /// The numbers that claims are about.
  associatedtype Measure: RunMeasure where Measure.L == Self
  /// What stands in the cells of a sweep's grid.
  associatedtype Cell: GridCell where Cell.L == Self
  /// What a picture carries to be made again.
  associatedtype Recipe: PictureRecipe where Recipe.L == Self

  /// What all of a figure's runs share, as the beginning of a subtitle: `trained on mnist:7, 28×28 pixels`.
  static func statement(of runs: [Configuration]) -> String

  /// The region of a map that runs of several seeds lie in, by its name: what a refined preset tells apart.
  ///
  /// - Parameter pictures: the figure's, whose options may say what the map is about.
  static func region(
    of records: [Record], _ configuration: Configuration, pictures: [FigurePicture<Self>]
  ) -> String?
}

/// The kinds of picture of a laboratory, by their words in recipes.
package protocol PictureKind: RawRepresentable<String>, CaseIterable, Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// Draws a picture of this kind.
  ///
  /// - Throws: `LabError` where weights or data are missing, or the runs do not make such a picture.
  func draw(_ context: FigureContext<L>) throws(LabError) -> any RenderableFigure
}

/// What a recipe says about a picture; what it leaves out the kind decides.
package protocol PictureOptions: Codable, Equatable, Sendable {
  /// Says nothing.
  init()

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  init(_ value: YAMLValue) throws(LabError)

  /// The options that may be given.
  static var names: [String] { get }

  /// These options with those of `upper` laid over them.
  func overlaid(with upper: Self) -> Self
}

/// A number that a claim is about: one for every run, or none where the run has no such number.
package protocol RunMeasure: Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// The keys of a claim that say which measure, `measure` aside.
  static var names: [String] { get }

  /// Reads `measure` and what belongs to it.
  ///
  /// - Throws: `LabError` for another word or number.
  init(_ fields: inout YAMLMapping) throws(LabError)

  /// The run's number; nil where it has none. What takes long is kept beside the run, as a `Study`.
  ///
  /// - Throws: `LabError` where weights or data are needed and not there.
  func value(of run: FinishedRun<L>, in context: FigureContext<L>) throws(LabError) -> Double?

  /// What it is, in words for tables and sentences.
  var title: String { get }
}

/// What stands in the cells of a sweep's grid; in JSON a part of the grid's recipe.
package protocol GridCell: Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// What is drawn, in words.
  var title: String { get }

  /// Draws a grid of such cells.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  func draw(_ grid: SweepGrid<L>, lab: L) throws(LabError) -> any RenderableFigure
}

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
package protocol PictureRecipe: Codable, Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// The runs that the picture is drawn from, their data named without folders.
  var runs: [L.Configuration] { get }

  /// What is drawn, in words.
  var summary: String { get }

  /// Draws the picture from finished runs.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the picture is the same for any number.
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  func draw(store: RunStore<L>, lab: L, threads: Int) throws(LabError) -> any RenderableFigure
}

extension PictureRecipe {
  /// The facts that go with a picture drawn after this recipe.
  package func metadata(tileDigest: String) -> FigureMetadata {
    FigureMetadata(
      configuration: CanonicalJSON.compact(self), version: LabVersion.current, tileDigest: tileDigest)
  }
}
