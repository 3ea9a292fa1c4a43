import TestSupport
import Testing

@testable import LabBase
@testable import LabData
@testable import LabImages

@Suite("Names of pictures and training sets at random")
struct SpecPropertyTests {
  private static let pieces = [
    "a", "7", "0", "12", "ä", "e\u{301}", "\u{301}", "🙂", "+", "++", " ", ":", "/", ".", "..", "...", "|",
    "~", "%",
    "\\", "\"", "'", "\n", "\r\n", "-", "#", "mnist", "mnist:", "mnist:7", "fashion:test/3",
    "cifar10:train/0..5",
    "builtin:", "builtin:glyph/A", "builtin:digits/5", "pattern:stripes", "train", "test", "train/", ".png",
    ".PNG",
    ".png+", "./", "+./",
  ]

  @Test("6,000 texts that can be read are printed as what reads back to the same")
  func texts() throws {
    var count = 0
    for index in 0..<6000 {
      var draws = Draws("texts", index)
      let text = draws.text(of: Self.pieces, atMost: 6)
      if let spec = try? ImageSpec(parsing: text) {
        #expect(try ImageSpec(parsing: spec.description) == spec, "\(text.debugDescription)")
      }
      if let spec = try? TrainingSpec(parsing: text) {
        count += 1
        #expect(try TrainingSpec(parsing: spec.description) == spec, "\(text.debugDescription)")
      }
    }
    #expect(count > 1500, "\(count)")
  }

  @Test("2,000 pictures of every kind are printed as texts that read back to them")
  func images() throws {
    for index in 0..<2000 {
      var draws = Draws("images", index)
      let spec = image(&draws)
      #expect(try ImageSpec(parsing: spec.description) == spec, "\(spec.description.debugDescription)")
    }
  }

  @Test("3,000 training sets, whole and listed, are printed as texts that read back to them")
  func sets() throws {
    for index in 0..<3000 {
      var draws = Draws("sets", index)
      let spec = TrainingSpec(source: set(&draws))
      let read = Result { try TrainingSpec(parsing: spec.description) }
      #expect((try? read.get()) == spec, "\(spec.description.debugDescription) is \(read)")
    }
  }

  private func set(_ draws: inout Draws) -> TrainingSpec.Source {
    let kind = draws.element(of: DatasetKind.allCases)
    let split = draws.element(of: [DatasetSplit.train, .test])
    switch draws.below(6) {
    case 0: return .split(kind, split, nil)
    case 1:
      let first = draws.below(999_999_999)
      return .split(kind, split, first...first + draws.below(999_999_999 - first + 1))
    case 2: return .digits(1 + draws.below(TrainingSpec.largestDrawnSet))
    default:
      // A file that others follow must end in .png.
      let others = (0..<draws.below(4)).map { _ in listed(&draws, isLast: false) }
      return .images(others + [listed(&draws, isLast: true)])
    }
  }

  /// A picture that may stand in a list, there being no other way to read its text alone.
  private func listed(_ draws: inout Draws, isLast: Bool) -> ImageSpec {
    while true {
      let spec = image(&draws)
      guard case .file(let path) = spec.source else { return spec }
      let alone = try? TrainingSpec(parsing: path)
      if alone?.source == .images([spec]), isLast || path.lowercased().hasSuffix(".png") { return spec }
    }
  }

  private func image(_ draws: inout Draws) -> ImageSpec {
    let kind = draws.element(of: DatasetKind.allCases)
    switch draws.below(10) {
    case 0: return ImageSpec(source: .firstOfClass(kind, draws.below(10)))
    case 1:
      let split = draws.element(of: [DatasetSplit.train, .test])
      return ImageSpec(source: .image(kind, split, draws.below(draws.element(of: [10, 60_000, Int.max]))))
    case 2: return ImageSpec(source: .digit(draws.below(10)))
    case 3: return ImageSpec(source: .garment(draws.below(BuiltInGarments.names.count)))
    case 4: return ImageSpec(source: .glyph(draws.below(BuiltInGlyphs.names.count)))
    case 5: return ImageSpec(source: .scene(draws.below(BuiltInScenes.names.count)))
    case 6: return ImageSpec(source: .pattern(draws.element(of: Pattern.allCases)))
    default: return file(&draws)
    }
  }

  /// A file of an odd name that is one: it has a dot or a slash and begins as no other kind does.
  private func file(_ draws: inout Draws) -> ImageSpec {
    while true {
      let path = draws.text(of: Self.pieces, atMost: 5) + draws.element(of: [".png", ".PNG", "/x", ""])
      if let spec = try? ImageSpec(parsing: path), case .file = spec.source { return spec }
    }
  }
}
