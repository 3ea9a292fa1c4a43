import Nets
import Testing

@testable import LabImages

@Suite("The built-in colour scenes")
struct BuiltInScenesTests {
  @Test("a scene is a picture in colour that leaves nothing black", arguments: 0..<BuiltInScenes.names.count)
  func colour(scene: Int) {
    let image = BuiltInScenes.image(scene: scene, height: 32, width: 32, variation: nil)
    #expect(image.channels == 3 && image.pixels.allSatisfy { (0...1).contains($0) })
    let planes = (0..<3).map { channel in Array(image.pixels[channel * 1024..<(channel + 1) * 1024]) }
    #expect(planes[0] != planes[1] && planes[1] != planes[2])
    #expect(zip(planes[0], zip(planes[1], planes[2])).allSatisfy { $0 + $1.0 + $1.1 > 0.1 })
    // A photograph has many colours.
    #expect(Set(planes[0].map { Int($0 * 255) }).count > 40)
  }

  @Test("scenes differ from each other and from their variations, which are the same for the same key")
  func variations() {
    let key = RandomKey(seed: 4)
    let canonical = BuiltInScenes.names.indices.map {
      BuiltInScenes.image(scene: $0, height: 16, width: 16, variation: nil)
    }
    let varied = BuiltInScenes.names.indices.map {
      BuiltInScenes.image(scene: $0, height: 16, width: 16, variation: key)
    }
    let again = BuiltInScenes.image(scene: 3, height: 16, width: 16, variation: key)
    #expect(Set((canonical + varied).map(\.pixels)).count == 20)
    #expect(again == varied[3])
  }

  @Test("a scene can be drawn at any size, and a wide one has its thing in the middle")
  func sizes() {
    for (height, width) in [(1, 1), (3, 7), (32, 64)] {
      let image = BuiltInScenes.image(scene: 6, height: height, width: width, variation: nil)
      #expect(image.height == height && image.width == width)
    }
    let square = BuiltInScenes.image(scene: 8, height: 32, width: 32, variation: nil)
    let wide = BuiltInScenes.image(scene: 8, height: 32, width: 64, variation: nil)
    // The mushroom's red cap, somewhat darker or lighter for the light that falls from the left.
    #expect(abs(square[0, 11, 16] - wide[0, 11, 32]) < 0.05 && wide[0, 11, 32] > 2 * wide[1, 11, 32])
  }
}
