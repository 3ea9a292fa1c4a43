import Testing

@testable import IdentityLab
@testable import LabFigures
@testable import LabRuns

@Suite struct FigureNameTests {
  private func stem(_ values: [SettingKey: String] = [:], preset: FigurePresetName = .quick) -> String {
    FigureName(
      "cnn-depth", preset: preset, overrides: Settings(values), table: ReconstructionConfiguration.settings
    )
    .stem
  }

  @Test("the name tells preset and settings")
  func words() {
    #expect(stem() == "cnn-depth-quick" && stem(preset: .paper) == "cnn-depth-paper")
    #expect(
      stem([.image: "builtin:3", .seed: "0..4"]) == "cnn-depth-quick-seed-0..4-image-builtin-3")
    #expect(stem([.image: "mnist:7+mnist:4"]) == "cnn-depth-quick-image-mnist-7+mnist-4")
  }

  @Test("what would not tell two settings apart is followed by a digest, and no folder is named")
  func digests() {
    let names = [
      ["a/cat.png"], ["b/cat.png"], ["cat.png"], ["my cat.png"], ["my/cat.png"], ["my|cat.png"],
    ].map { stem([.image: $0[0]]) }
    #expect(Set(names).count == names.count, "\(names)")
    #expect(
      names[0].hasPrefix("cnn-depth-quick-image-cat.png_") && names[2] == "cnn-depth-quick-image-cat.png")
    #expect(names.allSatisfy { !$0.contains("/") && !$0.contains(" ") && !$0.contains("|") })
    let seeds = [(0...40), (0...41)].map { range in
      stem([.seed: range.map(String.init).joined(separator: ",")])
    }
    #expect(seeds[0] != seeds[1] && seeds[0].count < 100)
  }

  @Test("pictures add their kind, which does not say the figure's name twice")
  func pictures() {
    let table = ReconstructionConfiguration.settings
    let name = FigureName("theorem-1", preset: .quick, overrides: Settings(), table: table)
    #expect(name.picture("anything", isFirst: true) == "theorem-1-quick")
    #expect(name.picture("loss", isFirst: false) == "theorem-1-quick-loss")
    #expect(name.picture("theorem-1-error", isFirst: false) == "theorem-1-quick-error")
  }
}
