import Nets
import Testing

@testable import LabImages

@Suite("The built-in garments and letters")
struct BuiltInGarmentsTests {
  @Test("garments stand in Fashion-MNIST's class order")
  func garmentNames() {
    #expect(BuiltInGarments.names.count == 10)
    #expect(BuiltInGarments.names.first == "T-shirt/top")
    #expect(BuiltInGarments.names[5...] == ["sandal", "shirt", "sneaker", "bag", "ankle boot"])
  }

  @Test("letters are named by themselves")
  func glyphNames() {
    #expect(BuiltInGlyphs.names == ["A", "B", "E", "H", "K", "R", "S", "T", "X", "Z"])
  }

  @Test("garments are filled with greys of several levels", arguments: 0..<10)
  func levels(kind: Int) {
    for variation in [nil, RandomKey(seed: 6)] {
      let image = BuiltInGarments.image(kind: kind, height: 112, width: 112, variation: variation)
      let cloth = image.pixels.filter { $0 > 0.39 }
      #expect(cloth.allSatisfy { $0 <= 0.9501 })
      #expect(Set(cloth.map { Int($0 * 20) }).count >= 3)
      // Only pixels of an edge are darker than cloth: of a filled shape they are few.
      #expect(image.pixels.count { $0 > 0 && $0 < 0.39 } < cloth.count / 5)
    }
  }

  @Test("garments seen from the front are symmetric", arguments: [0, 1, 2, 3, 4, 6, 8])
  func symmetry(kind: Int) {
    let image = BuiltInGarments.image(kind: kind, height: 28, width: 28, variation: nil)
    for y in 0..<28 {
      for x in 0..<14 {
        #expect(abs(image[0, y, x] - image[0, y, 27 - x]) < 0.07)
      }
    }
  }

  @Test("a trouser has two legs, a bag a hole under its handle")
  func parts() {
    let trouser = BuiltInGarments.image(kind: 1, height: 28, width: 28, variation: nil)
    let crossing = (0..<28).map { trouser[0, 20, $0] > 0.3 }
    #expect(zip(crossing, crossing.dropFirst()).count { !$0 && $1 } == 2)
    let bag = BuiltInGarments.image(kind: 8, height: 28, width: 28, variation: nil)
    let middle = (0..<28).map { bag[0, $0, 13] > 0.3 }
    #expect(zip(middle, middle.dropFirst()).count { !$0 && $1 } == 2)
  }
}
