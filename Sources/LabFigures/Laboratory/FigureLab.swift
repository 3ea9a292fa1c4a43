import LabBase
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

  /// The outcomes of training whose findings are drawn and claimed about where a recipe says nothing.
  static var admitted: Set<TrainingOutcome> { get }

  /// The setting whose values are a sample of many that could have been taken, such as the training image: runs of several
  /// count once a value in the test of a claim, for the seeds of one have it in common. Nil where there is none.
  static var sampledSetting: SettingKey? { get }

  /// A run's place along a setting: its number or, of a word, the size of what it names; nil where there is no order.
  static func place(of configuration: Configuration, along key: SettingKey) -> Double?

  /// The axis on which a quantity is drawn, the same in every picture that it fits; nil takes one from the numbers.
  static func scale(of quantity: RunQuantity<Self>, holding values: [Double]) -> ValueRange?
}

extension FigureLab {
  /// Of a net that is not fitted nothing is a finding.
  package static var admitted: Set<TrainingOutcome> { [.fitted] }

  /// Seeds are all that is repeated.
  package static var sampledSetting: SettingKey? { nil }

  /// Only numbers have an order.
  package static func place(of configuration: Configuration, along key: SettingKey) -> Double? {
    Configuration.settings[key].place(configuration.text(of: key))
  }
}
