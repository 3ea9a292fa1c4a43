import LabBase
import LabData

/// The training images and everything that a trained net is asked about, standardised.
package struct ExperimentData {
  /// What the net learns.
  package let training: TrainingSet
  /// The names of the training images that it may have memorised: all of a list, the first of a whole set.
  package let constantNames: [String]

  private let recipe: DataRecipe
  private let library: DataLibrary

  /// Loads the training images; what the net is asked about is drawn when it is asked for.
  init(_ recipe: DataRecipe, library: DataLibrary) throws(LabError) {
    training = try library.trainingSet(recipe.pictures)
    constantNames = recipe.pictures.spec.constantNames
    self.recipe = recipe
    self.library = library
  }

  /// The picture files among the training images.
  var files: [PictureBytes] { recipe.pictures.files }

  /// The probe battery; its training images are those of a list, the first few of a whole set.
  package var battery: ProbeBattery {
    get throws(LabError) { try library.battery(recipe) }
  }

  /// Inputs of known correlation with the training image; empty where nothing can correlate with it, because it
  /// is of one value all over or has too few pixels.
  package var similarity: [SimilarityInputs] {
    get throws(LabError) { try library.curve(recipe) }
  }

  /// Digest of the battery, and of a whole set's images: what the configuration knows the data by.
  var digest: String {
    get throws(LabError) { try library.digest(recipe) }
  }

  /// The standardised training images that ``constantNames`` names, C · H · W values each.
  package var constants: [[Float]] {
    zip(constantNames, training.references).map { recipe.normalization.standardize($1) }
  }

  /// The standardised training image x̂, the first of several: C · H · W values.
  package var trainingImage: [Float] { recipe.normalization.standardize(training.references[0]) }
}
