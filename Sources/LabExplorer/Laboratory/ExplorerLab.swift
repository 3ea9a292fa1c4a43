import LabBase
import LabFigures
import LabImages
import LabRuns

/// A laboratory whose runs a page shows: what the explorer knows of one beside ``FigureLab``.
package protocol ExplorerLab: FigureLab {
  /// What nets are asked about, as they are asked: one value for all runs that are asked the same.
  associatedtype Questions: Sendable

  /// The quantities beside settings that tables and axes have, by name, in their order.
  static var exploredFindings: [String] { get }
  /// Those that a map is coloured by, the first at first; `zone` and `deviation` are made by the page.
  static var exploredColours: [String] { get }
  /// The two correlations that make zones, and from where on one counts as high; nil where there are no zones.
  static func zones(of configurations: [Configuration]) -> ExploredZones?
  /// The kinds of curve that runs have.
  static var exploredCurves: [RunCurve] { get }
  /// A run's points of one of them; nil where it has none.
  static func points(of curve: RunCurve, record: Record, metrics: MetricsTable) -> RunCurve.Points?

  /// A text that is the same for configurations whose nets are asked the same.
  static func questionKey(of configuration: Configuration) -> String
  /// Finds what nets of a configuration are asked.
  ///
  /// - Throws: `LabError` where data are missing.
  func questions(for configuration: Configuration) throws(LabError) -> Questions
  /// What they are asked, as a page shows it.
  static func shown(_ questions: Questions) -> ShownInputs
  /// The version of what is kept of answers, raised whenever the same run would give others.
  static var answerVersion: Int { get }
  /// A run's answers to the families of its questions, by their keys.
  ///
  /// - Throws: `LabError` where weights are missing or not finite.
  static func answers(
    of run: FinishedRun<Self>, to questions: Questions, threads: Int
  ) throws(LabError) -> [String: FamilyAnswers<Image>]

  /// What the layers of a net make of the first image of every family, before, on the way as far as snapshots are
  /// there, and after training.
  ///
  /// - Parameter channels: how many of a layer's channels are shown, those of largest mean magnitude after training; nil
  ///   for all.
  /// - Throws: `LabError` where weights are missing or not finite.
  static func layers(
    of run: FinishedRun<Self>, asked questions: Questions, channels: Int?, threads: Int
  ) throws(LabError) -> [LayerLook<Image>]
  /// What else is known of a net: its weights, and what was measured of it and kept.
  ///
  /// - Parameter computes: whether to measure what is not kept.
  /// - Throws: `LabError` where weights are missing or not finite.
  func panels(
    of run: FinishedRun<Self>, computes: Bool, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> [RunPanel<Image>]
  /// What `panels` would have to measure, in words; empty where everything is kept.
  func missingPanels(of run: FinishedRun<Self>) -> [String]
}

/// What makes zones of two correlations.
package struct ExploredZones {
  /// The quantity of the correlation with identity.
  package let identity: String
  /// The quantity of the correlation with constant.
  package let constant: String
  /// From where on a correlation counts as high.
  package let threshold: Double

  /// Describes them.
  package init(identity: String, constant: String, threshold: Double) {
    self.identity = identity
    self.constant = constant
    self.threshold = threshold
  }
}
