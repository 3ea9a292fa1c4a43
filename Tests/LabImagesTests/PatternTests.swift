import Nets
import Testing

@testable import LabImages

@Suite("Patterns")
struct PatternTests {
  private static let sizes = [(1, 1), (1, 9), (9, 1), (7, 7), (14, 14), (28, 28), (112, 112)]

  @Test("pixels are in [0, 1] at any size", arguments: Pattern.allCases, sizes)
  func range(pattern: Pattern, size: (height: Int, width: Int)) {
    for variation in [nil, RandomKey(seed: 0), RandomKey(seed: 1), RandomKey(seed: 2)] {
      let image = pattern.image(channels: 3, height: size.height, width: size.width, variation: variation)
      #expect(image.channels == 3 && image.height == size.height && image.width == size.width)
      #expect(image.pixels.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }

  @Test("the names are those of the files")
  func names() {
    #expect(
      Pattern.allCases.map(\.rawValue) == [
        "constant", "stripes", "checkerboard", "circle", "uniform-noise", "gaussian-noise",
      ])
  }

  @Test("the canonical constant is mid grey")
  func constant() {
    #expect(picture(.constant) == Image(channels: 1, height: 28, width: 28, filledWith: 0.5))
  }

  @Test("canonical stripes are vertical, half of every period is white", arguments: [7, 14, 28, 56, 112])
  func stripes(side: Int) {
    let image = picture(.stripes, side: side)
    let period = max(2, side / 7)
    for y in 0..<side {
      for x in 0..<side {
        #expect(image[0, y, x] == (x % period < period / 2 ? 1 : 0))
      }
    }
  }

  @Test("canonical cells are squares of a seventh of the side", arguments: [7, 14, 28, 56, 112])
  func checkerboard(side: Int) {
    let image = picture(.checkerboard, side: side)
    let cell = side / 7
    for y in 0..<side {
      for x in 0..<side {
        #expect(image[0, y, x] == ((x / cell + y / cell) % 2 == 0 ? 1 : 0))
      }
    }
  }

  @Test("a pixel on an edge holds the share of it that is white")
  func edges() {
    // At 42 pixels the period is 6: three on, three off. At 35 it is 5: the third pixel is half on.
    #expect(picture(.stripes, side: 42).pixels[0..<6] == [1, 1, 1, 0, 0, 0])
    let row = picture(.stripes, side: 35).pixels[0..<5]
    #expect(zip(row, [1, 1, 0.5, 0, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("the canonical circle is a centred disc of radius 0.3 of the side", arguments: [28, 112])
  func circle(side: Int) {
    let image = picture(.circle, side: side)
    let radius = 0.3 * Double(side)
    var area = 0.0
    for y in 0..<side {
      for x in 0..<side {
        let (down, across) = (Double(y) + 0.5 - Double(side) / 2, Double(x) + 0.5 - Double(side) / 2)
        let distance = (down * down + across * across).squareRoot()
        if distance < radius - 0.5 { #expect(image[0, y, x] == 1) }
        if distance > radius + 0.5 { #expect(image[0, y, x] == 0) }
        area += Double(image[0, y, x])
      }
    }
    #expect(abs(area / (Double.pi * radius * radius) - 1) < 0.01)
  }

  @Test("noise has the moments of its distribution and differs between channels")
  func noise() {
    for (pattern, deviation) in [(Pattern.uniformNoise, 1 / 12.0.squareRoot()), (.gaussianNoise, 0.239)] {
      for variation in [nil, RandomKey(seed: 9)] {
        let values = pattern.image(channels: 3, height: 64, width: 64, variation: variation).pixels
        let count = Double(values.count)
        let mean = values.reduce(0.0) { $0 + Double($1) } / count
        let square = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
        #expect(abs(mean - 0.5) < 0.01)
        #expect(abs(square.squareRoot() - deviation) < 0.005)
        #expect(values[0..<4096] != values[4096..<8192])
      }
    }
    // 2 Φ(−2) = 4.6 % of the Gaussian values are clipped, of the uniform ones none.
    let clipped = picture(.gaussianNoise, side: 100).pixels.count { $0 == 0 || $0 == 1 }
    #expect((350...570).contains(clipped))
    #expect(!picture(.uniformNoise, side: 100).pixels.contains(0))
  }

  @Test("a key always gives the same picture, 20 keys give 20", arguments: Pattern.allCases, [7, 28])
  func variations(pattern: Pattern, side: Int) {
    let keys = (0..<20).map { RandomKey(seed: 1).deriving($0) }
    let images = keys.map { picture(pattern, side: side, $0) }
    #expect(keys.map { picture(pattern, side: side, $0) } == images)
    #expect(Set(images.map(\.pixels)).count == 20)
    #expect(!images.contains(picture(pattern, side: side)))
    #expect(picture(pattern, side: side) == picture(pattern, side: side))
  }

  @Test("varied patterns stay what they are")
  func kinds() throws {
    for number in 0..<50 {
      let key = RandomKey(seed: 2).deriving(number)
      let constant = picture(.constant, key).pixels
      #expect(Set(constant).count == 1 && (0.1...0.9).contains(constant[0]))
      let disc = picture(.circle, key)
      let bounds = try #require(BuiltInShapes.inkBounds(disc))
      #expect(abs(bounds.rows.count - bounds.columns.count) <= 1)
      #expect((7...24).contains(bounds.rows.count))
      for pattern in [Pattern.stripes, .checkerboard] {
        let image = picture(pattern, side: 112, key)
        let mean = image.pixels.reduce(0, +) / Float(image.pixels.count)
        #expect(abs(mean - 0.5) < 0.1, "\(pattern) \(number)")
        #expect(image.pixels.count { $0 < 0.01 || $0 > 0.99 } > image.pixels.count / 2)
      }
    }
  }

  private func picture(_ pattern: Pattern, side: Int = 28, _ variation: RandomKey? = nil) -> Image {
    pattern.image(channels: 1, height: side, width: side, variation: variation)
  }
}
