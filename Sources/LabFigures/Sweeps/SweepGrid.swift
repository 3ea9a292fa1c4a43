import LabBase
import LabDrawing
import LabRuns

/// A user's own sweep as one labelled picture: a table of cells for each facet, together all that varies but the seed.
package struct SweepGrid<L: FigureLab> {
  /// The runs.
  package let subject: SweepSubject<L>
  /// What rows, columns and facets are.
  package let axes: GridAxes
  /// How many share the arithmetic of asking nets.
  package let threads: Int
  /// The rows of every table.
  package let rows: [GridPlace]
  /// The columns of every table; one without a value where no setting is along them.
  package let columns: [GridPlace]
  /// The tables; one without a value where there is but one.
  package let facets: [GridPlace]
  private let varying: VaryingSettings<L.Configuration>
  private let members: [GridPlace: [L.Configuration]]
  private let done: [String: FinishedRun<L>]

  /// Lays a sweep's runs out.
  ///
  /// - Parameters:
  ///   - rows: the settings of the rows; nil takes the first that varies.
  ///   - columns: those of the columns; nil takes the next one, if there is one beside the seed.
  ///   - facets: settings whose values have a table each, before those that are not chosen at all.
  /// - Throws: `LabError.badConfiguration` for an axis that the runs do not vary in, or too many tables.
  package init(
    _ subject: SweepSubject<L>, rows: [SettingKey]? = nil, columns: [SettingKey]? = nil,
    facets: [SettingKey]? = nil, threads: Int = 1
  ) throws(LabError) {
    let (axes, varying) = try GridAxes.completed((rows, columns, facets), of: subject)
    self.init(subject, axes: axes, varying: varying, threads: threads)
  }

  /// Lays the runs of a picture that was drawn before out as they were.
  init(_ subject: SweepSubject<L>, axes: GridAxes, threads: Int) {
    self.init(
      subject, axes: axes, varying: VaryingSettings(subject.planned, first: axes.all + [.seed]),
      threads: threads)
  }

  private init(
    _ subject: SweepSubject<L>, axes: GridAxes, varying: VaryingSettings<L.Configuration>, threads: Int
  ) {
    self.subject = subject
    self.axes = axes
    self.threads = threads
    self.varying = varying
    rows = GridPlace.places(axes.rows, of: subject.planned)
    columns = GridPlace.places(axes.columns, of: subject.planned)
    facets = GridPlace.places(axes.facets, of: subject.planned)
    members = Dictionary(grouping: subject.planned) { GridPlace($0, axes.facets + axes.rows + axes.columns) }
    done = Dictionary(subject.runs.map { ($0.configuration.runKey, $0) }) { first, _ in first }
  }

  /// The picture.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a combination does not make a picture.
  package func figure(_ cell: L.Cell, lab: L) throws(LabError) -> any RenderableFigure {
    try cell.draw(self, lab: lab)
  }

  /// What the picture carries about its making.
  package func metadata(_ cell: L.Cell, tileDigest: String) -> FigureMetadata {
    recipe(cell).metadata(tileDigest: tileDigest)
  }

  /// What the picture is drawn from.
  func recipe(_ cell: L.Cell) -> GridConfiguration<L> {
    GridConfiguration(sweep: subject.recipe, cell: cell, axes: axes)
  }

  /// The runs of a cell.
  package func runs(facet: GridPlace, row: GridPlace, column: GridPlace) -> GridRuns<L> {
    let planned = members[GridPlace(values: facet.values + row.values + column.values)] ?? []
    let runs = planned.compactMap { done[$0.runKey] }
    return GridRuns(
      planned: planned, runs: runs, counted: runs.filter { subject.admitted.contains($0.record.outcome) })
  }

  /// The texts over the picture: what was run on what, how much of it is a finding, what is fixed, and how cells are
  /// made.
  package func heading(_ remarks: [String]) -> FigureHeading { subject.heading(varying, remarks: remarks) }

  /// How many seeds are in a cell, in words; nil where the seed is an axis of the picture.
  package var seeds: String? { axes.all.contains(.seed) ? nil : subject.seeds }

  /// What a facet is, in words; nil where there is but one table.
  package func title(of facet: GridPlace) -> String? {
    axes.facets.isEmpty ? nil : facet.named(axes.facets, in: L.Configuration.settings)
  }

  /// Labels of the rows or columns with what they are of, for tiles.
  package func names(of places: [GridPlace], _ keys: [SettingKey]) -> [String] {
    places.map { $0.named(keys, in: L.Configuration.settings) }
  }
}
