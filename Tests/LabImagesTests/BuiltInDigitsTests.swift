import Nets
import Testing

@testable import LabImages
@testable import LabStatistics

@Suite("The built-in digits")
struct BuiltInDigitsTests {
  private func digit(_ digit: Int, side: Int = 28, _ variation: RandomKey? = nil) -> Image {
    BuiltInDigits.image(digit: digit, height: side, width: side, variation: variation)
  }

  @Test("lines are white with soft edges on black, as thick as MNIST's")
  func ink() {
    for number in 0...9 {
      let pixels = digit(number).pixels
      #expect(pixels.max() == 1)
      #expect(pixels.count { $0 == 0 } > 28 * 28 / 2)
      // As in MNIST, most of the ink's pixels are neither black nor white; lines without soft edges have few such.
      let soft = pixels.count { $0 > 0 && $0 < 1 }
      #expect(soft > pixels.count { $0 == 1 } / 2)
    }
    // MNIST's pixels have a mean of 0.1307.
    let mean = (0...9).map { digit($0).pixels.reduce(0, +) / 784 }.reduce(0, +) / 10
    #expect(abs(mean - 0.1307) < 0.03)
  }

  @Test("a digit has its number of holes", arguments: zip(0...9, [1, 0, 0, 0, 0, 0, 1, 0, 2, 1]))
  func holes(number: Int, expected: Int) {
    for side in [28, 56, 112] {
      #expect(backgroundRegions(digit(number, side: side)) == expected + 1)
    }
  }

  @Test("a larger picture is the same drawing", arguments: 0...9)
  func scale(number: Int) throws {
    let large = digit(number, side: 84)
    let shrunk = (0..<28).flatMap { y in
      (0..<28).map { x in
        (0..<9).reduce(Float(0)) { $0 + large[0, 3 * y + $1 / 3, 3 * x + $1 % 3] } / 9
      }
    }
    #expect(try #require(pearsonCorrelation(shrunk, digit(number).pixels)) > 0.98)
  }

  @Test("variations differ in thickness, place and slant")
  func spread() throws {
    let keys = (0..<40).map { RandomKey(seed: 4).deriving($0) }
    let ones = keys.map { digit(1, side: 112, $0) }
    let ink = ones.map { $0.pixels.reduce(0, +) }
    let thickest = try #require(ink.max())
    let thinnest = try #require(ink.min())
    #expect(thickest > 1.4 * thinnest)
    #expect(thickest < 2.3 * thinnest)
    let bounds = try ones.map { try #require(BuiltInShapes.inkBounds($0)) }
    let middles = bounds.map { Double($0.rows.lowerBound + $0.rows.upperBound) / 2 - 56 }
    // The shift is at most 2/28 of the side: 8 of 112 pixels.
    #expect(try #require(middles.max()) > 4 && middles.allSatisfy { abs($0) <= 9 })
    #expect(try #require(middles.min()) < -4)
    // The slant of ±15° moves the head of a 1, some 80 pixels high, by up to 21 pixels either way.
    let leans = try zip(ones, bounds).map { image, bounds in
      try #require(middle(image, row: bounds.rows.lowerBound + 4))
        - (try #require(middle(image, row: bounds.rows.upperBound - 5)))
    }
    let range = try #require(leans.max()) - (try #require(leans.min()))
    #expect((25...60).contains(range))
  }

  /// Mean column of a row's light pixels.
  private func middle(_ image: Image, row: Int) -> Double? {
    let columns = (0..<image.width).filter { image[0, row, $0] >= 0.5 }
    return columns.isEmpty ? nil : Double(columns.reduce(0, +)) / Double(columns.count)
  }

  /// Number of connected regions of dark pixels, neighbours sharing a side or corner.
  private func backgroundRegions(_ image: Image) -> Int {
    var isOpen = image.pixels.map { $0 < 0.5 }
    var regions = 0
    for start in isOpen.indices where isOpen[start] {
      regions += 1
      isOpen[start] = false
      var waiting = [start]
      while let place = waiting.popLast() {
        let (y, x) = place.quotientAndRemainder(dividingBy: image.width)
        for row in max(y - 1, 0)...min(y + 1, image.height - 1) {
          for column in max(x - 1, 0)...min(x + 1, image.width - 1) {
            let next = row * image.width + column
            if isOpen[next] {
              isOpen[next] = false
              waiting.append(next)
            }
          }
        }
      }
    }
    return regions
  }
}
