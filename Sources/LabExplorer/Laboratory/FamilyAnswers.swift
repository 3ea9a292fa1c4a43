/// What a net answers to the images of a family, one entry an image in every list.
///
/// `Picture` is an image on its way into a page, and then a reference to one there.
package struct FamilyAnswers<Picture> {
  /// The answers of a net that gives images, as pixels.
  package var images: [Picture]?
  /// Correlation of each answer with its input; nil where one has no contrast.
  package var identity: [Double?]?
  /// The same with the training image, of several the largest.
  package var constant: [Double?]?
  /// Mean squared difference of answer and input, of pixels as the net has them.
  package var mse: [Double?]?
  /// The same of answer and training image, of several the least.
  package var mseTraining: [Double?]?
  /// The labels that a classifier is measured by.
  package var labels: [String]?
  /// The classes that it answers with.
  package var answers: [String]?
  /// The probabilities that it gives them.
  package var probability: [Double?]?
  /// Whether the answers are the labels.
  package var right: [Bool]?
  /// Whether the images or their labels are not the true ones.
  package var corrupted: [Bool]?

  /// Nothing yet.
  package init() {}

  /// The same with other pictures.
  package func mapPictures<Other>(_ map: (Picture) -> Other) -> FamilyAnswers<Other> {
    var other = FamilyAnswers<Other>()
    other.images = images?.map(map)
    (other.identity, other.constant, other.mse, other.mseTraining) = (identity, constant, mse, mseTraining)
    (other.labels, other.answers, other.probability) = (labels, answers, probability)
    (other.right, other.corrupted) = (right, corrupted)
    return other
  }

  /// The first entries of every list.
  package func first(_ count: Int) -> FamilyAnswers {
    var part = FamilyAnswers()
    func cut<Element>(_ list: [Element]?) -> [Element]? { list.map { Array($0.prefix(count)) } }
    part.images = cut(images)
    (part.identity, part.constant) = (cut(identity), cut(constant))
    (part.mse, part.mseTraining) = (cut(mse), cut(mseTraining))
    (part.labels, part.answers, part.probability) = (cut(labels), cut(answers), cut(probability))
    (part.right, part.corrupted) = (cut(right), cut(corrupted))
    return part
  }
}

extension FamilyAnswers: Sendable where Picture: Sendable {}
extension FamilyAnswers: Equatable where Picture: Equatable {}
extension FamilyAnswers: Encodable where Picture: Encodable {}
extension FamilyAnswers: Decodable where Picture: Decodable {}
