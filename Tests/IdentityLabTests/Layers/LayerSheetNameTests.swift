import LabDrawing
import Testing

@testable import IdentityLab
@testable import LabFigures

@Suite("Names of layers' files") struct LayerSheetNameTests {
  private func stem(_ input: String, isUntrained: Bool = false, afterActivation: Bool = false) -> String {
    LayerSheetName(runKey: "KEY", input: input, isUntrained: isUntrained, afterActivation: afterActivation)
      .stem
  }

  @Test(
    "pictures of sets and plain files keep the names they had",
    arguments: [
      ("builtin:7", "builtin-7"), ("builtin:garment/3", "builtin-garment-3"), ("mnist:7", "mnist-7"),
      ("mnist:test/123", "mnist-test-123"), ("pattern:stripes", "pattern-stripes"),
      ("builtin:digits/20", "builtin-digits-20"), ("cat.png", "cat.png"),
    ])
  func plain(input: String, part: String) {
    #expect(stem(input) == "layers-KEY-" + part)
  }

  @Test("the channels and the scale follow")
  func sheet() {
    let name = LayerSheetName(runKey: "KEY", input: "builtin:7", isUntrained: true, afterActivation: true)
    #expect(name.stem == "layers-KEY-builtin-7-untrained-after-activation")
    #expect(name.sheet(.top(8), .layer) == name.stem + "-top-8-layer")
    #expect(name.sheet(.closestToInput, .shared) == name.stem + "-closest-to-input-shared")
  }

  @Test("no two inputs share a name, whatever is in their paths")
  func injective() {
    let paths = [
      "a/b.png", "a-b.png", "a_b.png", "a b.png", "a//b.png", "/a/b.png", "./a/b.png", "a:b.png", "a.b.png",
      "builtin-7", "./builtin-7", "builtin.7", "mnist-test-5", "./mnist/test/5", "mnist.test/5", "ü/b.png",
      "ü-b.png", "cat.png", "cat-untrained.png", "../cat.png", "..-cat.png",
      String(repeating: "x", count: 300) + ".png", String(repeating: "x", count: 301) + ".png",
    ]
    let sets = [
      "builtin:7", "mnist:test/5", "mnist:5", "builtin:glyph/A", "builtin:garment/7", "builtin:scene/7",
    ]
    // Another path may look like a name that a digest was added to.
    let disguised = paths.map { String(stem($0).dropFirst("layers-KEY-".count)) + ".x" }
    let inputs = paths + sets + disguised
    let names = inputs.flatMap { [stem($0), stem($0, isUntrained: true), stem($0, afterActivation: true)] }
    #expect(Set(names).count == 3 * Set(inputs).count)
    #expect(names.allSatisfy { !$0.contains("/") && !$0.contains(":") && $0.utf8.count < 200 })
  }
}
