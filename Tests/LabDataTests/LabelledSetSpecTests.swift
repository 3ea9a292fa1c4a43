import LabDataSupport
import LabImages
import Testing

@testable import LabBase
@testable import LabData

@Suite("Names of labelled sets")
struct LabelledSetSpecTests {
  private func parse(_ text: String) throws(LabError) -> LabelledSetSpec {
    try LabelledSetSpec(parsing: text, key: "dataSet")
  }

  @Test(
    "a text says which images, and which are its test set",
    arguments: [
      ("cifar10:train/0..9999", "cifar10:test", 10), ("mnist:train", "mnist:test", 10),
      ("fashion:test/0..899", "fashion:test", 10), ("cifar100:train", "cifar100:test", 100),
      ("builtin:digits/600", "builtin:digits-test/300", 10),
      ("builtin:digits-test/20", "builtin:digits-test/300", 10),
    ])
  func texts(text: String, test: String, classCount: Int) throws {
    let spec = try parse(text)
    #expect(spec.description == text && spec.testSet.description == test)
    #expect(spec.classCount == classCount && spec.testSet.classCount == classCount)
  }

  @Test(
    "what names no set with labels is refused",
    arguments: [
      "mnist:7", "mnist:train/5", "builtin:7", "builtin:digits/0", "builtin:digits-test/", "digits", "a.png",
      "mnist:7+mnist:4", "", "mnist:train/5..2",
    ])
  func refused(text: String) {
    let error = #expect(throws: LabError.self) { try parse(text) }
    #expect(error?.description.contains("dataSet") == true)
  }

  @Test("a range is cut from its split, and one past the end is refused with the number there")
  func range() throws {
    let folder = try DatasetFolder()
    try folder.writeIDX(.mnist, .train, labels: [3, 1, 4, 1, 5])
    let images = try parse("mnist:train/1..3").load(from: folder.locator, key: "dataSet")
    #expect(try images.labels == [1, 4, 1] && images.image(at: 0).bytes[0] == 1)
    let error = #expect(throws: LabError.self) {
      try parse("mnist:train/1..5").load(from: folder.locator, key: "dataSet")
    }
    #expect(error?.description.contains("images from 0 to 4") == true)
  }

  @Test("drawn digits are those that reconstruction is trained on, and test digits are others")
  func digits() throws {
    let folder = try DatasetFolder()
    let drawn = try parse("builtin:digits/20").load(from: folder.locator, key: "dataSet")
    let other = try TrainingSpec(parsing: "builtin:digits/20").load(from: folder.locator, form: PictureForm())
    #expect(drawn.digest == other.digest)
    let test = try parse("builtin:digits-test/20").load(from: folder.locator, key: "testSet")
    #expect(test.labels == drawn.labels && test.digest != drawn.digest)
  }

  @Test("a test set of other classes is remarked, drawn digits are MNIST's")
  func mismatches() throws {
    for (test, training, isSame) in [
      ("cifar10:test", "cifar10:train/0..9", true), ("builtin:digits-test/20", "mnist:train", true),
      ("fashion:test", "mnist:train", false), ("cifar10:test", "cifar100:train", false),
    ] {
      let remark = try parse(test).mismatch(asTestOf: parse(training))
      #expect((remark == nil) == isSame)
      if let remark { #expect(remark.contains(test) && remark.contains(training)) }
    }
  }

  @Test("of alternatives the first that is here is taken, or the first of all")
  func alternatives() throws {
    let folder = try DatasetFolder()
    func taken(_ text: String) throws -> String {
      try LabelledSetSpec(firstPresentOf: text, locator: folder.locator, key: "dataSet").description
    }
    #expect(try taken("cifar10:train | mnist:train | builtin:digits/60") == "builtin:digits/60")
    #expect(try taken("cifar10:train | mnist:train") == "cifar10:train")
    try folder.writeIDX(.mnist, .train, labels: [3])
    #expect(try taken("cifar10:train | mnist:train | builtin:digits/60") == "mnist:train")
  }
}
