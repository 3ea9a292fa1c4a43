import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabFigures
@testable import LabImages

@Suite("The probe battery")
struct ProbeBatteryTests {
  private let seven = BuiltInDigits.image(digit: 7, height: 28, width: 28, variation: nil)

  @Test("families stand in their order under their names")
  func families() throws {
    let names = [
      "training", "digits", "blends", "novel", "fashion", "natural", "constant", "stripes", "checkerboard",
      "circle", "uniform-noise", "gaussian-noise",
    ]
    #expect(ProbeFamily.allCases.map(\.rawValue) == names)
    #expect(ProbeFamily.allCases.compactMap(\.pattern).map(\.rawValue) == Array(names[6...]))
    // Natural images are in colour, so grey nets have no use for them.
    #expect(try builtIn().sets.map(\.family) == ProbeFamily.allCases.filter { $0 != .natural })
    let colour = try builtIn(
      shape: ImageShape(channels: 3, height: 32, width: 32), source: ProbeSource(natural: .builtin))
    #expect(colour.sets.map(\.family) == ProbeFamily.allCases)
    #expect(colour[.natural].labels == (0..<20).map { BuiltInScenes.names[$0 % 10] })
    #expect(colour.columns.filter { $0.family == .natural }.map(\.index) == [0, 1, 2, 3])
  }

  @Test("every family but the training image holds 20 different images unless told otherwise")
  func counts() throws {
    let battery = try builtIn()
    for set in battery.sets {
      #expect(set.count == (set.family == .training ? 1 : 20))
      #expect(set.labels.count == set.count)
      #expect(set.inputs.shape == battery.shape)
      #expect(Set((0..<set.count).map { set.inputs[$0] }).count == set.count, "\(set.family)")
    }
    let small = try builtIn(imagesPerFamily: 5)
    #expect(small[.stripes].count == 5)
    #expect(small[.blends].count == 5)
    #expect(throws: LabError.self) { try builtIn(imagesPerFamily: 2) }
  }

  @Test("the same arguments give the same battery and digest, another seed another")
  func determinism() throws {
    let first = try builtIn()
    let again = try builtIn()
    #expect(first == again)
    #expect(first.digest == again.digest)
    #expect(first.digest.count == 64)
    let other = try builtIn(seed: 1)
    #expect(other.digest != first.digest)
    #expect(other[.training].inputs == first[.training].inputs)
    #expect(other[.digits].inputs != first[.digits].inputs)
  }

  @Test("the digest is that of the values' bytes and notes the normalisation")
  func digest() throws {
    let battery = try builtIn(imagesPerFamily: 3)
    let bytes = battery.sets.flatMap { set in
      set.inputs.values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> (8 * $0) & 255) } }
    }
    #expect(battery.digest == Digest.sha256(bytes))
    #expect(try builtIn(normalization: Normalization.none, imagesPerFamily: 3).digest != battery.digest)
  }

  @Test("the first images of some families make a smaller battery of the same images")
  func first() throws {
    let battery = try builtIn()
    let small = battery.first(2, of: [.training, .digits])
    #expect(small.sets.map(\.family) == [.training, .digits] && small.sets.map(\.count) == [1, 2])
    #expect(small[.digits].inputs[1].elementsEqual(battery[.digits].inputs[1]))
    #expect(small.trainingImage == battery.trainingImage)
  }

  @Test("inputs are standardised")
  func standardised() throws {
    let battery = try builtIn()
    #expect(battery.trainingImage == Normalization.mnist.standardize(seven))
    let grey = Image(channels: 1, height: 28, width: 28, filledWith: 0.5)
    #expect(Array(battery[.constant].inputs[0]) == Normalization.mnist.standardize(grey))
  }

  @Test("the training image is among no other family's images", arguments: ["digit", "glyph", "stripes"])
  func exclusion(kind: String) throws {
    let training =
      switch kind {
      case "glyph": BuiltInGlyphs.image(glyph: 1, height: 28, width: 28, variation: nil)
      case "stripes": Pattern.stripes.image(channels: 1, height: 28, width: 28, variation: nil)
      default: try drawnDigit()
      }
    let battery = try builtIn(training: [training])
    for set in battery.sets where set.family != .training {
      #expect(set.count == 20)
      for index in 0..<set.count {
        #expect(Array(set.inputs[index]) != battery.trainingImage, "\(set.family) \(index)")
      }
    }
  }

  @Test("digits and garments go round the ten classes")
  func balance() throws {
    let battery = try builtIn()
    #expect(battery[.digits].labels == (0..<20).map { "digit \($0 % 10)" })
    #expect(battery[.fashion].labels == (0..<20).map { BuiltInGarments.names[$0 % 10] })
    #expect(battery[.novel].labels == (0..<20).map { BuiltInGlyphs.names[$0 % BuiltInGlyphs.names.count] })
  }

  @Test("a blend is the mean of two digits of different classes")
  func blends() throws {
    let battery = try builtIn(normalization: Normalization.none)
    let digits = battery[.digits].inputs
    for index in 0..<20 {
      let blend = Array(battery[.blends].inputs[index])
      var parents: [(Int, Int)] = []
      for a in 0..<20 {
        for b in a + 1..<20 where zip(digits[a], digits[b]).map({ 0.5 * $0 + 0.5 * $1 }) == blend {
          parents.append((a % 10, b % 10))
        }
      }
      try #require(parents.count == 1)
      #expect(parents[0].0 != parents[0].1)
      #expect(battery[.blends].labels[index] == "\(parents[0].0) + \(parents[0].1)")
    }
  }

  @Test("the first image of a pattern is its canonical one")
  func canonical() throws {
    let battery = try builtIn(normalization: Normalization.none)
    for pattern in Pattern.allCases {
      let family = try #require(ProbeFamily(rawValue: pattern.rawValue))
      let expected = pattern.image(channels: 1, height: 28, width: 28, variation: nil)
      #expect(Array(battery[family].inputs[0]) == expected.pixels)
    }
  }

  @Test("a battery can be built at any size", arguments: [7, 14, 56, 112])
  func sizes(size: Int) throws {
    let battery = try builtIn(shape: ImageShape(channels: 1, height: size, width: size), imagesPerFamily: 10)
    #expect(battery.sets.allSatisfy { $0.inputs.shape.height == size && $0.inputs.shape.width == size })
    #expect(battery[.digits].count == 10)
    let restored = Normalization.mnist.standardize(seven.resized(height: size, width: size))
    #expect(battery.trainingImage == restored)
  }

  @Test("pictures of a colour battery are grey in all channels, noise is drawn for each")
  func colour() throws {
    let battery = try builtIn(
      shape: ImageShape(channels: 3, height: 32, width: 32), normalization: Normalization.none)
    func channels(_ family: ProbeFamily) -> [ArraySlice<Float>] {
      let image = battery[family].inputs[0]
      return (0..<3).map { image[image.startIndex + 1024 * $0..<image.startIndex + 1024 * ($0 + 1)] }
    }
    for family in [ProbeFamily.digits, .blends, .novel, .fashion] {
      let planes = channels(family)
      #expect(planes[0].elementsEqual(planes[1]) && planes[1].elementsEqual(planes[2]))
    }
    let noise = channels(.gaussianNoise)
    #expect(!noise[0].elementsEqual(noise[1]))
  }

  @Test("several training images all belong to the training family; the first is the constant")
  func severalTrainingImages() throws {
    let three = BuiltInDigits.image(digit: 3, height: 28, width: 28, variation: nil)
    let battery = try builtIn(training: [seven, three])
    #expect(battery[.training].labels == ["training 1", "training 2"])
    #expect(battery.trainingImage == Normalization.mnist.standardize(seven))
    #expect(battery.columns.prefix(3).map(\.label) == ["training 1", "training 2", "digit 0"])
  }

  @Test("a grid has the same 18 columns for every battery")
  func columns() throws {
    let battery = try builtIn()
    let columns = battery.columns
    #expect(
      columns.map(\.family) == [.training]
        + [ProbeFamily](repeating: .digits, count: 4) + [.blends, .blends, .novel, .novel]
        + [ProbeFamily](repeating: .fashion, count: 3)
        + [.constant, .stripes, .checkerboard, .circle, .uniformNoise, .gaussianNoise])
    #expect(columns[1...4].map(\.label) == ["digit 0", "digit 2", "digit 4", "digit 7"])
    let representatives = battery.representatives
    #expect(representatives.count == 18)
    #expect(representatives[2].elementsEqual(battery[.digits].inputs[2]))
    #expect(
      try builtIn(imagesPerFamily: 3).columns.filter { $0.family == .digits }.map(\.index) == [0, 1, 2])
  }

  /// The fourth digit of the default battery itself: training on it must move it out of the battery.
  private func drawnDigit() throws -> Image {
    let pixels = Array(try builtIn(normalization: Normalization.none)[.digits].inputs[3])
    return Image(channels: 1, height: 28, width: 28, pixels: pixels)
  }

  private func builtIn(
    training: [Image]? = nil, shape: ImageShape = ImageShape(channels: 1, height: 28, width: 28),
    source: ProbeSource = ProbeSource(),
    normalization: Normalization = .mnist, seed: UInt64 = ProbeBattery.defaultSeed,
    imagesPerFamily: Int = ProbeBattery.defaultImagesPerFamily
  ) throws -> ProbeBattery {
    try ProbeBattery(
      trainingImages: training ?? [seven], source: source,
      locator: DatasetLocator(dataFlag: nil, environment: [:]), shape: shape, normalization: normalization,
      seed: seed, imagesPerFamily: imagesPerFamily)
  }
}
