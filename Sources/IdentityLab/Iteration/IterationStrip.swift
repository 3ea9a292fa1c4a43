import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns

/// A net's iterates as pictures: a row a start, columns after 0, 1, 2, 4, 8, … applications of the net.
package struct IterationStrip {
  /// Starts of each kind that a strip shows where nobody chooses any.
  static let startsPerKind = 2

  /// The orbits that are drawn, a row each.
  package let orbits: [Orbit]
  private let rows: [ImageGrid.Row]
  private let recipe: IterationConfiguration
  private let net: String

  /// Iterates a run's net.
  ///
  /// - Parameters:
  ///   - inputs: SPECs of the images to start from; nil for the usual ones.
  ///   - iterations: most applications of the net to a start.
  /// - Throws: `LabError` where weights or data are missing, or an input cannot be read.
  package init(
    _ configuration: ReconstructionConfiguration, _ run: RunDirectory<ReconstructionLab>, inputs: [String]?,
    iterations: Int, lab: ReconstructionLab, threads: Int = 1
  ) throws(LabError) {
    try Attractors.require(iterations: iterations)
    let net = try NetIteration(configuration, run, lab: lab, threads: threads)
    let starts =
      try inputs.map { specs throws(LabError) in try net.starts(inputs: specs) }
      ?? net.starts(Self.startsPerKind)
    let columns = Orbit.columns(iterations)
    let courses = starts.map { net.pictures(from: $0, iterations: iterations, at: columns) }
    orbits = courses.map(\.orbit)
    rows = courses.map { Self.row($0.orbit, $0.pictures, columns) }
    recipe = IterationConfiguration(
      iterations: iterations, starts: inputs?.map(ImageSpec.name), run: configuration.withoutFolders)
    self.net = [
      configuration.netText, "\(configuration.optimizer.rawValue), seed \(configuration.seed)",
      run.record?.caveat,
    ].compactMap(\.self).joined(separator: "; ")
  }

  /// A row: the iterates with the distance to the training image under each, and what they came to.
  static func row(_ orbit: Orbit, _ pictures: [Image?], _ columns: [Int]) -> ImageGrid.Row {
    var row = ImageGrid.Row(label: orbit.label, tiles: pictures, caption: orbit.text)
    row.tileLabels = columns.map { column in
      orbit.points.first { $0.iteration == column }?.distanceToTraining.map {
        NumberText.short($0, digits: 2)
      }
    }
    row.blanks = Set(columns.indices.filter { columns[$0] > orbit.end.iteration })
    return row
  }

  /// The headings of the columns.
  static func columnLabels(_ columns: [Int]) -> [String] { columns.map { $0 == 0 ? "start" : "\($0)" } }

  /// What the tiles and the numbers under them are.
  static let explanation =
    "Columns: after so many applications of the net to its own answer; behind an end, the last iterate. Under a tile its "
    + "distance from the nearest training image, root mean square in units of that image's contrast; at the right what it "
    + "came to. A fixed point is the training image, or its multiple, up to \(FixedPointIteration.likeness), a constant image below a "
    + "contrast of \(FixedPointIteration.blankness)."

  /// The picture.
  package var sheet: ImageGrid {
    ImageGrid(
      title: "A net on \(recipe.run.subject), applied to its own answers", subtitle: net,
      columnLabels: Self.columnLabels(Orbit.columns(recipe.iterations)), rows: rows,
      tileSize: .fit(FigureStyle.tileSide), footnote: Self.explanation)
  }

  /// What it carries about its making.
  package var metadata: FigureMetadata {
    ReconstructionRecipe.iteration(recipe).metadata(tileDigest: sheet.tileDigest)
  }

  /// Writes the picture into a folder.
  ///
  /// - Returns: the path, `iterate-RUN.png`, with a digest after the run of starts and iterations that are not the usual
  ///   ones.
  /// - Throws: `LabError` where the file cannot be drawn or written.
  package func write(
    to folder: String, runKey: String, format: FigureFormat, force: Bool = false
  ) throws(LabError) -> String {
    let isUsual = recipe.starts == nil && recipe.iterations == Attractors.usualIterations
    let digest = Digest.sha256(Array("\(recipe.iterations) \(recipe.starts ?? [])".utf8)).prefix(8)
    let path = "\(folder)/iterate-\(runKey)\(isUsual ? "" : "-\(digest)").\(format.rawValue)"
    try FigureFile.write(sheet.render(format: format), metadata: metadata, to: path, force: force)
    return path
  }
}
