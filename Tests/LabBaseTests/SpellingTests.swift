import Testing

@testable import LabBase

@Suite struct SpellingTests {
  @Test(
    "the edit distance counts insertions, deletions and substitutions",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("depth", "depth", 0), ("depht", "depth", 2), ("kitten", "sitting", 3),
      ("width", "with", 1),
    ])
  func editDistance(a: String, b: String, distance: Int) {
    #expect(Spelling.editDistance(a, b) == distance)
    #expect(Spelling.editDistance(b, a) == distance)
  }

  @Test("a slip is mended, another word is not")
  func nearest() {
    let keys = ["architecture", "depth", "width", "learningRate", "warmupSteps", "seed"]
    #expect(Spelling.nearest(to: "learningrate", among: keys) == "learningRate")
    #expect(
      Spelling.nearest(to: "dpeth", among: keys) == nil
        || Spelling.nearest(to: "depthh", among: keys) == "depth")
    #expect(Spelling.nearest(to: "colour", among: keys) == nil)
  }
}
