import Nets
import Testing

@testable import LabBase
@testable import LabImages
@testable import LabStatistics

@Suite("The built-in shapes")
struct BuiltInShapesTests {
  private static let sizes = [(1, 1), (1, 9), (9, 1), (7, 7), (28, 28), (20, 33), (112, 112)]

  @Test("pixels are in [0, 1] at any size", arguments: BuiltInShapes.allCases, sizes)
  func range(shapes: BuiltInShapes, size: (height: Int, width: Int)) {
    for index in 0..<10 {
      for variation in [nil, RandomKey(seed: 3).deriving(index)] {
        let image = shapes.image(index, height: size.height, width: size.width, variation: variation)
        #expect(image.channels == 1 && image.height == size.height && image.width == size.width)
        #expect(image.pixels.allSatisfy { $0 >= 0 && $0 <= 1 })
      }
    }
  }

  @Test(
    "a canonical shape fills its box and stands in the centre", arguments: BuiltInShapes.allCases, [28, 112])
  func centre(shapes: BuiltInShapes, side: Int) throws {
    let unit = Double(side) / 28
    for index in 0..<10 {
      let image = shapes.image(index, height: side, width: side, variation: nil)
      let (rows, columns) = try #require(BuiltInShapes.inkBounds(image))
      #expect(abs(rows.lowerBound + rows.upperBound - side) <= 2, "shape \(index)")
      #expect(abs(columns.lowerBound + columns.upperBound - side) <= 2, "shape \(index)")
      let extent = Double(max(rows.count, columns.count))
      #expect(abs(extent - shapes.box * unit) <= 2, "shape \(index)")
    }
  }

  @Test("in an oblong picture a shape stands in the centre, as large as the shorter side allows")
  func oblong() throws {
    let square = BuiltInDigits.image(digit: 5, height: 28, width: 28, variation: nil)
    let wide = BuiltInDigits.image(digit: 5, height: 28, width: 48, variation: nil)
    let cropped = (0..<28).flatMap { y in (0..<28).map { wide[0, y, $0 + 10] } }
    #expect(zip(cropped, square.pixels).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("a variation stays inside the picture", arguments: BuiltInShapes.allCases)
  func inside(shapes: BuiltInShapes) {
    for index in 0..<10 {
      for number in 0..<20 {
        let image = shapes.image(
          index, height: 56, width: 56, variation: RandomKey(seed: 8).deriving(number))
        for place in 0..<56 {
          let border = [image[0, 0, place], image[0, 55, place], image[0, place, 0], image[0, place, 55]]
          #expect(border.allSatisfy { $0 == 0 }, "shape \(index), variation \(number)")
        }
      }
    }
  }

  @Test("a key always gives the same picture, another key another", arguments: BuiltInShapes.allCases)
  func determinism(shapes: BuiltInShapes) {
    for index in 0..<10 {
      var pictures = [shapes.image(index, height: 28, width: 28, variation: nil)]
      #expect(shapes.image(index, height: 28, width: 28, variation: nil) == pictures[0])
      for number in 0..<5 {
        let key = RandomKey(seed: 1).deriving(number)
        let image = shapes.image(index, height: 28, width: 28, variation: key)
        #expect(shapes.image(index, height: 28, width: 28, variation: key) == image)
        #expect(!pictures.contains(image))
        pictures.append(image)
      }
    }
  }

  @Test("shapes of a kind differ from each other", arguments: BuiltInShapes.allCases)
  func distinct(shapes: BuiltInShapes) throws {
    let limit = shapes == .garments ? 0.95 : 0.8
    let pictures = (0..<10).map { shapes.image($0, height: 28, width: 28, variation: nil).pixels }
    for first in 0..<10 {
      for second in first + 1..<10 {
        let correlation = try #require(pearsonCorrelation(pictures[first], pictures[second]))
        #expect(correlation < limit, "shapes \(first) and \(second)")
      }
    }
  }

  @Test(
    "a shape is more like its own variations than like those of others", arguments: BuiltInShapes.allCases)
  func families(shapes: BuiltInShapes) throws {
    let variations = (0..<10).map { index in
      (0..<8).map { number in
        let key = RandomKey(seed: 2).deriving(index).deriving(number)
        return shapes.image(index, height: 28, width: 28, variation: key).pixels
      }
    }
    for index in 0..<10 {
      let canonical = shapes.image(index, height: 28, width: 28, variation: nil).pixels
      let likeness = try variations.map { pictures in
        try pictures.reduce(0.0) { try $0 + #require(pearsonCorrelation(canonical, $1)) / 8 }
      }
      for other in 0..<10 where other != index {
        #expect(likeness[index] > likeness[other], "shapes \(index) and \(other)")
      }
      let others = (likeness.reduce(0, +) - likeness[index]) / 9
      #expect(likeness[index] > others + 0.1, "shape \(index): \(likeness[index]) against \(others)")
    }
  }
}
