import LabImages

/// The families of probe images, in the order of a prediction grid's columns.
///
/// The raw values are the names in files and JSON.
package enum ProbeFamily: String, CaseIterable, Codable, Sendable {
  /// The training image itself (or the few of them).
  case training
  /// Digits other than the training image.
  case digits
  /// Half-and-half blends of two digits of different classes.
  case blends
  /// Novel shapes: letters, which no data set here holds.
  case novel
  /// Garments.
  case fashion
  /// Colour pictures, in batteries of colour nets only.
  case natural
  /// One grey level all over.
  case constant
  /// Parallel stripes.
  case stripes
  /// A checkerboard.
  case checkerboard
  /// A filled circle.
  case circle
  /// Independent uniform noise a pixel.
  case uniformNoise = "uniform-noise"
  /// Independent Gaussian noise a pixel.
  case gaussianNoise = "gaussian-noise"

  /// The generated pattern of this family, nil for families of pictures.
  package var pattern: Pattern? {
    Pattern(rawValue: rawValue)
  }

  /// Heading of the family's columns in a grid.
  package var title: String {
    switch self {
    case .training: "training"
    case .digits: "digits"
    case .blends: "blends"
    case .novel: "novel shapes"
    case .fashion: "fashion"
    case .natural: "natural"
    case .constant: "constant"
    case .stripes: "stripes"
    case .checkerboard: "checkerboard"
    case .circle: "circle"
    case .uniformNoise: "uniform noise"
    case .gaussianNoise: "Gaussian noise"
    }
  }
}
