import Testing

@testable import LabData

@Suite struct BuiltInLabelledImagesTests {
  @Test("drawn digits go round the classes, all different, and a longer list begins as a shorter one")
  func digits() throws {
    let few = LabelledImages.builtInDigits(.train, count: 12)
    let more = LabelledImages.builtInDigits(.train, count: 20)
    #expect(few.labels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    for index in 0..<12 { #expect(try few.image(at: index) == more.image(at: index)) }
    #expect(try more.image(at: 0) != more.image(at: 10))
    let image = try few.image(at: 3)
    #expect(image.pixels.contains(1) && image.pixels.contains(0))
  }

  @Test("no digit is in both splits")
  func splits() throws {
    let (train, test) = (
      LabelledImages.builtInDigits(.train, count: 50), LabelledImages.builtInDigits(.test, count: 50)
    )
    let known = try (0..<50).map { try train.image(at: $0) }
    for index in 0..<50 { #expect(try !known.contains(test.image(at: index))) }
  }
}
