import Nets
import Testing

@testable import LabBase
@testable import LabData

@Suite("Labelled images")
struct LabelledImagesTests {
  private let images = LabelledImages(
    name: "folder (test)", shape: ImageShape(channels: 1, height: 1, width: 2), labels: [4, 1, 4],
    pixels: [0, 255, 51, 102, 1, 2])

  @Test("bytes are divided by 255")
  func pixels() throws {
    #expect(try images.image(at: 0).pixels == [0, 1])
    #expect(try images.image(at: 1).pixels == [51.0 / 255, 102.0 / 255])
    #expect(try images.image(at: 2).pixels == [1.0 / 255, 2.0 / 255])
  }

  @Test("labels are found in order")
  func labels() {
    #expect(images.firstIndex(ofLabel: 4) == 0)
    #expect(images.firstIndex(ofLabel: 1) == 1)
    #expect(images.indices(ofLabel: 4) == [0, 2])
    #expect(images.indices(ofLabel: 260) == [])
    #expect(images.firstIndex(ofLabel: -1) == nil)
  }

  @Test(
    "an image that is not there is an error that names where it was looked for", arguments: [-1, 3, Int.max])
  func outside(index: Int) {
    let error = #expect(throws: LabError.self) { try images.image(at: index) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("folder (test)") == true)
    #expect(error?.description.contains("\(index)") == true)
  }
}
