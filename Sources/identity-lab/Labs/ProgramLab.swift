import LabBase
import LabData
import LabExplorer
import LabFigures
import LabRuns

/// A laboratory that the commands serve: what they need of one beside ``ExplorerLab``.
///
/// A command finds out which laboratory it is about (``SettingChoice``, ``LocationOptions/laboratory(ofRun:)``), opens
/// its type, and from there on is written once for all of them.
protocol ProgramLab: ExplorerLab {
  /// What its nets do, as help and errors say it: `nets that reconstruct images`.
  static var subject: String { get }

  /// What `train` and `runs show` print of a run with `--json`.
  static var runSchema: OutputSchema { get }

  /// Makes the laboratory.
  ///
  /// - Parameter output: the output folder, where it may keep facts about data; nil writes nothing.
  static func make(locator: DatasetLocator, output: String?) -> Self

  /// Has what takes long before training done by several threads, and shown.
  func prepare(threads: Int, showing bar: ProgressBar)

  /// What to say of data that stand in for others that are not here, a line each.
  func substitutions(in settings: Settings) -> [String]

  /// One line that names a run: net, training, seed and data.
  static func summary(_ configuration: Configuration) -> String
  /// What training came to and, of a fitted net, what it learnt.
  static func verdict(_ record: Record, _ configuration: Configuration) -> String
  /// What to try where a run is not fitted; nil where there is nothing to say.
  static func hint(_ outcome: TrainingOutcome, _ configuration: Configuration) -> String?
  /// How far training went, such as `300 steps`.
  static func length(_ record: Record) -> String
  /// Facts of a run beside that, a line each, the summary first.
  static func facts(_ record: Record, _ configuration: Configuration) -> [String]
  /// What was measured, as lines for a reader.
  static func findings(_ record: Record, _ configuration: Configuration) -> [String]
  /// What holds of runs that are not fitted, behind their number and a colon.
  static var unfittedRemark: String { get }

  /// The commands that draw one of its runs.
  static var drawingCommands: [String] { get }
  /// The findings that `runs list` shows behind the settings, each with the rank of its column.
  static var listColumns: [(name: String, rank: Int)] { get }
  /// The quantities that `sweep show` shows, with commas between.
  static var tableColumns: String { get }
  /// The quantities that `plot` draws, with commas between.
  static var plotColumns: String { get }
  /// A cell of grids by its word, nil for the usual one, and the parts of the file's name that tell it.
  ///
  /// - Throws: `LabError` for another word, and for probes that cannot be asked about.
  func cell(_ word: String?, probes: [String]) throws(LabError) -> (cell: Cell, name: [String])

  /// Draws a run at a glance into its folder, unless it is there; nil where the laboratory draws none.
  func preview(of run: FinishedRun<Self>, threads: Int) throws(LabError) -> String?
  /// Asks a stored net again.
  func evaluate(
    _ run: RunDirectory<Self>, _ options: EvaluationOptions, threads: Int, onProgress: (Double) -> Void
  ) throws -> any PrintedReport
  /// Draws what the layers of a stored net do with some inputs; the paths of the files.
  func drawLayers(
    of run: RunDirectory<Self>, _ options: LayerOptions, to folder: String
  ) throws(LabError) -> [String]
}

/// What most laboratories do.
extension ProgramLab {
  /// Makes the laboratory, which looks for data where the user says.
  ///
  /// - Throws: `LabError.missingInput` where a named folder is not there.
  static func make(in places: LocationOptions) throws(LabError) -> Self {
    make(locator: try places.locator, output: places.folder)
  }

  /// How a page puts runs into words.
  static var words: RunWords<Self> {
    RunWords(name: summary, verdict: verdict, facts: facts, drawing: drawingCommands)
  }

  /// Nothing takes long.
  func prepare(threads: Int, showing bar: ProgressBar) {}

  /// The number of updates.
  static func length(_ record: Record) -> String { Terminal.count(record.steps, "step") }
}
