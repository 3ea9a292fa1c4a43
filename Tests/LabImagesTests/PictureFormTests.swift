import Nets
import Testing

@testable import LabBase
@testable import LabImages

@Suite("What pictures go through before a net sees them")
struct PictureFormTests {
  /// Pixel (c, y, x) is 0.5 c + 0.05 y + 0.005 x.
  private func picture(channels: Int = 3, height: Int, width: Int) -> Image {
    var image = Image(channels: channels, height: height, width: width)
    for channel in 0..<channels {
      for y in 0..<height {
        for x in 0..<width {
          image[channel, y, x] = 0.3 * Float(channel) + 0.05 * Float(y) + 0.005 * Float(x)
        }
      }
    }
    return image
  }

  @Test(
    "parts are read from their texts, and written as the same",
    arguments: [
      ("square", .square), ("3x2+1+0", .rectangle(width: 3, height: 2, x: 1, y: 0)),
      ("16384x1+0+99999", .rectangle(width: 16_384, height: 1, x: 0, y: 99_999)),
    ] as [(String, PictureCrop)])
  func cropTexts(text: String, crop: PictureCrop) {
    #expect(PictureCrop(text) == crop && crop.description == text)
  }

  @Test(
    "other texts name no part",
    arguments: [
      "", "Square", "3x2", "3x2+1", "3x2+1+0+0", "0x2+0+0", "3x-2+0+0", "3x2+ 1+0", "x+1+1", "3x2x1+0+0",
      "999999x1+0+0", "+3x2+1+0",
    ])
  func noCrop(text: String) {
    #expect(PictureCrop(text) == nil)
  }

  @Test("the square is the middle, a rectangle is where it says")
  func parts() throws {
    let wide = picture(height: 3, width: 8)
    let square = try PictureForm(crop: .square).applied(to: wide, name: "a.png")
    #expect(square.shape == ImageShape(channels: 3, height: 3, width: 3))
    #expect(square[2, 1, 0] == wide[2, 1, 2] && square[0, 2, 2] == wide[0, 2, 4])
    let part = try PictureForm(crop: PictureCrop("2x1+5+2")).applied(to: wide, name: "a.png")
    #expect(part.shape == ImageShape(channels: 3, height: 1, width: 2))
    #expect(part[1, 0, 0] == wide[1, 2, 5] && part[1, 0, 1] == wide[1, 2, 6])
  }

  @Test(
    "a part that leaves the picture is an error that says how large it is", arguments: ["2x1+7+0", "1x2+0+2"])
  func outside(text: String) {
    let form = PictureForm(crop: PictureCrop(text))
    let error = #expect(throws: LabError.self) {
      try form.applied(to: picture(height: 3, width: 8), name: "a.png")
    }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains("a.png, which is 8 pixels wide and 3 high") == true)
  }

  @Test(
    "one number is the longer side and keeps the aspect, two are taken as they are",
    arguments: [
      ("64", 300, 200, 64, 43), ("64", 200, 300, 43, 64), ("28", 28, 28, 28, 28), ("5", 1000, 3, 5, 1),
      ("32x16", 300, 200, 32, 16), ("600", 300, 200, 600, 400), ("3", 2, 2, 3, 3),
    ])
  func sizes(text: String, height: Int, width: Int, newHeight: Int, newWidth: Int) throws {
    let size = try #require(PictureSize(text, sides: 1...1024))
    #expect(size.extents(ofHeight: height, width: width) == (newHeight, newWidth))
  }

  @Test(
    "sides out of range and other texts are no sizes",
    arguments: ["0", "1025", "a", "", "3x", "3x4x5", "3x1025"])
  func noSizes(text: String) {
    #expect(PictureSize(text, sides: 1...1024) == nil)
  }

  @Test("cut first, then grey, then resized")
  func order() throws {
    let image = picture(height: 4, width: 9)
    let form = PictureForm(crop: PictureCrop("4x2+1+1"), isGray: true, size: .longerSide(2))
    let made = try form.applied(to: image, name: "a.png")
    #expect(made.shape == ImageShape(channels: 1, height: 1, width: 2))
    #expect(try form.shape(of: image.shape, name: "a.png") == made.shape)
    let luma = image.part(rows: 1..<3, columns: 1..<5).converted(toChannels: 1)
    let mean = (luma[0, 0, 0] + luma[0, 0, 1] + luma[0, 1, 0] + luma[0, 1, 1]) / 4
    #expect(abs(made[0, 0, 0] - mean) < 1e-6)
    #expect(try PictureForm().applied(to: image, name: "a.png") == image)
  }
}
