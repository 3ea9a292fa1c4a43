import LabBase
import LabData
import LabImages
import Nets

/// Draws or reads the pictures of a battery's families, none of which is a training image.
///
/// "Is" means: equal in every pixel when made at the training image's own size and channels. Whether the battery
/// is larger or smaller than the training image, then, makes no difference.
struct ProbeBuilder: Sendable {
  /// The images no other family may hold.
  let trainingImages: [Image]
  /// Channels, height and width of the pictures.
  let shape: ImageShape
  /// Pictures a family.
  let count: Int
  /// Key under which all variations and choices are drawn.
  let key: RandomKey
  /// How many pictures are drawn at a time; they are the same for any number.
  var threads = 1

  /// Variations tried before a place in a family is given up.
  private static let attempts = 8

  /// Fits a picture to the battery's channels and size.
  func fitted(_ image: Image) -> Image {
    image.converted(toChannels: shape.channels).resized(height: shape.height, width: shape.width)
  }

  /// Balanced pictures of a data set's ten classes: class 0 … 9, then the next of each.
  ///
  /// `onProbes` is told every now and then how many more are made.
  /// Which pictures of a class are taken is drawn under the family's key. Throws `badData` if a class has too few.
  func chosen(
    _ family: ProbeFamily, from images: LabelledImages, names: [String], onProbes: (Int) -> Void
  ) throws(LabError) -> [Probe] {
    let familyKey = key.deriving(family.rawValue)
    var places: [[Int]] = []
    for kind in names.indices {
      let wanted = (0..<count).count { $0 % names.count == kind }
      let indices = images.indices(ofLabel: kind)
      let order = RandomStream(key: familyKey.deriving(kind)).permutation(of: indices.count)
      var taken: [Int] = []
      for place in order where taken.count < wanted {
        let image = try images.image(at: indices[place])
        if !isTrainingImage({ image.resized(height: $0, width: $1) }) { taken.append(indices[place]) }
      }
      guard taken.count == wanted else {
        throw .badData(
          path: images.name,
          expected: "at least \(wanted) images of class \(kind) besides the training image",
          found: "\(taken.count)")
      }
      places.append(taken)
    }
    var chosen: [Image] = []
    for place in 0..<count {
      chosen.append(try images.image(at: places[place % names.count][place / names.count]))
    }
    let pictures = ParallelMap.values(count, threads: threads, onRound: onProbes) { [chosen] place in
      fitted(chosen[place])
    }
    return (0..<count).map { place in
      let kind = place % names.count
      return Probe(label: names[kind], kind: kind, image: pictures[place])
    }
  }

  /// Generated pictures that go round the given kinds.
  ///
  /// - Parameters:
  ///   - family: The family, whose name makes the key of the variations.
  ///   - names: A label for each kind.
  ///   - canonicalFirst: Whether the first round is the kinds' canonical shapes; else all are variations.
  ///   - onProbes: Told every now and then how many more are drawn.
  ///   - draw: The picture of a kind at a height and a width, canonical where the key is nil.
  /// - Returns: ``count`` pictures, place i of kind i modulo the number of kinds.
  /// - Throws: `badConfiguration` if so few pixels are drawn that a kind cannot differ from the training image.
  func drawn(
    _ family: ProbeFamily, names: [String], canonicalFirst: Bool, onProbes: (Int) -> Void,
    draw: @Sendable (_ kind: Int, _ height: Int, _ width: Int, _ variation: RandomKey?) -> Image
  ) throws(LabError) -> [Probe] {
    let familyKey = key.deriving(family.rawValue)
    let drawn = ParallelMap.values(count, threads: threads, onRound: onProbes) { place -> Probe? in
      let kind = place % names.count
      let isCanonical = canonicalFirst && place < names.count
      for attempt in 0..<Self.attempts {
        let variation = isCanonical && attempt == 0 ? nil : familyKey.deriving(place).deriving(attempt)
        let image = draw(kind, shape.height, shape.width, variation)
        let isOther = !isTrainingImage { height, width in
          // A large picture takes long to draw: once is enough where it is to be compared at its own size.
          (height, width) == (shape.height, shape.width) ? image : draw(kind, height, width, variation)
        }
        if isOther { return Probe(label: names[kind], kind: kind, image: fitted(image)) }
      }
      return nil
    }
    let probes = drawn.compactMap(\.self)
    if let place = drawn.firstIndex(where: { $0 == nil }) {
      throw .badConfiguration(
        key: "size", found: "\(shape)",
        expected: "a training image that probe \(place) of family \(family.rawValue) can differ from")
    }
    return probes
  }

  /// Blends ½a + ½b, pixel by pixel, of the given digits: distinct pairs of different classes in a drawn order.
  ///
  /// The mean, not the brighter of the two: both digits stay visible as such where they overlap, and every blend
  /// lies on the line between two inputs whose predictions the grid shows beside it.
  func blends(of digits: [Probe]) -> [Probe] {
    var pairs: [(Probe, Probe)] = []
    for (place, first) in digits.enumerated() {
      for second in digits[(place + 1)...] where first.kind != second.kind {
        pairs.append((first, second))
      }
    }
    let stream = RandomStream(key: key.deriving(ProbeFamily.blends.rawValue))
    return stream.permutation(of: pairs.count).prefix(count).map { place in
      let (first, second) = pairs[place]
      var image = first.image
      for index in image.pixels.indices {
        image.pixels[index] = 0.5 * first.image.pixels[index] + 0.5 * second.image.pixels[index]
      }
      return Probe(label: "\(first.kind) + \(second.kind)", kind: first.kind, image: image)
    }
  }

  private func isTrainingImage(_ candidate: (_ height: Int, _ width: Int) -> Image) -> Bool {
    trainingImages.contains { training in
      candidate(training.height, training.width).converted(toChannels: training.channels) == training
    }
  }
}
