import Foundation
import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// A picture that this laboratory drew, to be drawn again from the recipe inside it.
package struct Reproduction<L: FigureLab>: Sendable {
  /// What the picture's file says about itself.
  package let metadata: FigureMetadata
  /// How to make it again.
  package let recipe: L.Recipe

  /// Reads the facts of a picture, PNG, SVG or PDF, or of its sidecar.
  ///
  /// - Throws: as `FigureMetadata.init(reading:)`, and `LabError.badData` for facts that no picture can be drawn after,
  ///   `.badConfiguration` for a picture of another laboratory.
  package init(reading path: String) throws(LabError) {
    try self.init(FigureMetadata(reading: path), of: path)
  }

  /// Reads the recipe in the facts of a picture.
  ///
  /// - Throws: as ``init(reading:)``.
  init(_ metadata: FigureMetadata, of path: String) throws(LabError) {
    self.metadata = metadata
    try LabMark(named: metadata.lab).require(L.self, of: path)
    do {
      recipe = try JSONDecoder().decode(L.Recipe.self, from: Data(metadata.configuration.utf8))
    } catch let error as LabError {
      throw .badData(path: path, expected: "the recipe of a picture", found: "one that cannot be (\(error))")
    } catch {
      throw .badData(
        path: path, expected: "the recipe of a picture by a program of version \(LabVersion.current)",
        found: "one of version \(metadata.version) that this program cannot read")
    }
  }

  /// The runs as a plan, so that what is missing can be trained.
  ///
  /// - Throws: `LabError.missingInput` naming a file with data that is not in the current folder, for pictures name no
  ///   folders; `LabError.badData` where the runs are of another version of the arithmetic, or other data are here.
  package func plan(lab: L) throws(LabError) -> SweepPlan<L> {
    for run in recipe.configurations {
      guard run.numerics == run.presentNumerics else {
        throw .badData(
          path: "run \(run.runKey)",
          expected: "arithmetic of version \(run.presentNumerics)",
          found: "\(run.numerics); only the program that drew the picture makes the same bits")
      }
      try requireData(of: run, lab: lab)
    }
    let digest = Digest.sha256(Array(metadata.configuration.utf8)).prefix(12)
    return SweepPlan(name: "reproduce-\(digest)", axes: [], runs: recipe.runs)
  }

  /// Requires that a run's data are here, and what its training needs beside them.
  private func requireData(of run: L.Configuration, lab: L) throws(LabError) {
    do {
      try lab.makeExperiment(run).requireInputs()
    } catch .missingInput(let what, _) where run.inputFiles.contains(what) {
      throw .missingInput(
        what: "training data \(what)",
        advice: "a picture does not name the folder of a file: go to the folder it is in, and try again")
    }
  }

  /// Draws the picture from the runs of a store.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the picture is the same for any number.
  /// - Throws: `LabError` where a run is not done or data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int = 1
  ) throws(LabError) -> (figure: any RenderableFigure, metadata: FigureMetadata) {
    let figure = try recipe.draw(store: store, lab: lab, threads: threads)
    return (figure, recipe.metadata(tileDigest: figure.tileDigest))
  }
}
