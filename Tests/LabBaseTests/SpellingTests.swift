import Testing

@testable import LabBase

@Suite struct SpellingTests {
  @Test(
    "the edit distance counts insertions, deletions, substitutions and exchanges",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("depth", "depth", 0), ("depht", "depth", 1), ("kitten", "sitting", 3),
      ("width", "with", 1), ("trian", "train", 1), ("abcd", "badc", 2), ("ca", "abc", 3),
    ])
  func editDistance(a: String, b: String, distance: Int) {
    #expect(Spelling.editDistance(a, b) == distance)
    #expect(Spelling.editDistance(b, a) == distance)
  }

  @Test("a slip is mended, another word is not")
  func nearest() {
    let keys = ["architecture", "depth", "width", "learningRate", "warmupSteps", "seed"]
    #expect(Spelling.nearest(to: "learningrate", among: keys) == "learningRate")
    #expect(Spelling.nearest(to: "dpeth", among: keys) == "depth")
    #expect(Spelling.nearest(to: "colour", among: keys) == nil)
  }
}
