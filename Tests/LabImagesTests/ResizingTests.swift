import Nets
import Testing

@testable import LabImages

@Suite("resizing and changing channels")
struct ResizingTests {
  @Test("shrinking by a whole factor averages blocks")
  func wholeFactor() {
    let image = Image(channels: 1, height: 2, width: 4, pixels: [0, 1, 0.5, 0.5, 1, 0, 0.25, 0.75])
    #expect(image.resized(height: 1, width: 2).pixels == [0.5, 0.5])
    #expect(image.resized(height: 2, width: 2).pixels == [0.5, 0.5, 0.5, 0.5])
    #expect(image.resized(height: 1, width: 4).pixels == [0.5, 0.5, 0.375, 0.625])
    #expect(image.resized(height: 1, width: 1).pixels == [0.5])
  }

  @Test("shrinking by a broken factor weighs each pixel by the part covered")
  func brokenFactor() {
    // New pixels cover old 0 ..< 1.5 and 1.5 ..< 3.
    let row = Image(channels: 1, height: 1, width: 3, pixels: [0.75, 0.375, 0])
    #expect(row.resized(height: 1, width: 2).pixels == [0.625, 0.125])
  }

  @Test("enlarging interpolates between pixel centres and repeats the edge")
  func enlarging() {
    let row = Image(channels: 1, height: 1, width: 2, pixels: [0, 1])
    #expect(row.resized(height: 1, width: 4).pixels == [0, 0.25, 0.75, 1])
    let column = Image(channels: 1, height: 2, width: 1, pixels: [0, 1])
    #expect(column.resized(height: 4, width: 1).pixels == [0, 0.25, 0.75, 1])
    #expect(row.resized(height: 2, width: 3).pixels == [0, 0.5, 1, 0, 0.5, 1])
    let dot = Image(channels: 1, height: 1, width: 1, pixels: [0.3])
    #expect(dot.resized(height: 3, width: 2).pixels == [Float](repeating: 0.3, count: 6))
  }

  @Test("one axis may shrink while the other grows")
  func mixed() {
    let image = Image(channels: 1, height: 2, width: 2, pixels: [0, 1, 0.5, 0.5])
    #expect(image.resized(height: 1, width: 4).pixels == [0.25, 0.375, 0.625, 0.75])
    #expect(image.resized(height: 4, width: 1).pixels == [0.5, 0.5, 0.5, 0.5])
  }

  @Test("channels do not mix")
  func channels() {
    let image = Image(channels: 3, height: 1, width: 2, pixels: [0, 1, 0.5, 0.5, 1, 0])
    #expect(image.resized(height: 1, width: 1).pixels == [0.5, 0.5, 0.5])
    #expect(
      image.resized(height: 1, width: 4).pixels == [0, 0.25, 0.75, 1, 0.5, 0.5, 0.5, 0.5, 1, 0.75, 0.25, 0])
  }

  @Test("the same size is the picture itself")
  func sameSize() {
    let image = noise(channels: 3, height: 5, width: 7)
    #expect(image.resized(height: 5, width: 7) == image)
  }

  @Test(
    "a constant stays constant and values stay in their range",
    arguments: [(1, 1), (1, 40), (7, 9), (14, 13), (28, 29), (100, 3)])
  func constantAndRange(height: Int, width: Int) {
    for level in [0, 0.1, 1 / 3, 0.7, 1] as [Float] {
      let flat = Image(channels: 1, height: 28, width: 28, filledWith: level)
      let resized = flat.resized(height: height, width: width)
      #expect(resized == Image(channels: 1, height: height, width: width, filledWith: level))
    }
    let resized = noise(channels: 1, height: 28, width: 28).resized(height: height, width: width)
    #expect(resized.pixels.allSatisfy { (0...1).contains($0) })
    #expect(resized.height == height && resized.width == width)
  }

  @Test("shrinking keeps the mean", arguments: [1, 2, 5, 9, 16, 27])
  func mean(size: Int) {
    let image = noise(channels: 1, height: 28, width: 28)
    let difference = average(image.resized(height: size, width: size)) - average(image)
    #expect(abs(difference) < 1e-7)
  }

  @Test("a mirrored picture gives the mirrored result", arguments: [3, 5, 11, 30])
  func mirror(width: Int) {
    let image = noise(channels: 1, height: 1, width: 11)
    let mirrored = Image(channels: 1, height: 1, width: 11, pixels: image.pixels.reversed())
    let a = image.resized(height: 1, width: width).pixels
    let b = mirrored.resized(height: 1, width: width).pixels.reversed()
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("grey becomes RGB by repetition and comes back unchanged")
  func grey() {
    let image = noise(channels: 1, height: 16, width: 16)
    let color = image.converted(toChannels: 3)
    #expect(color.channels == 3 && color.pixels == image.pixels + image.pixels + image.pixels)
    #expect(color.converted(toChannels: 1) == image)
    #expect(image.converted(toChannels: 1) == image && color.converted(toChannels: 3) == color)
  }

  @Test("RGB becomes grey by luma")
  func luma() {
    let image = Image(channels: 3, height: 1, width: 4, pixels: [1, 0, 0, 0.5, 0, 1, 0, 0.25, 0, 0, 1, 1])
    #expect(
      image.converted(toChannels: 1).pixels == [
        0.299, 0.587, 0.114, Float(0.5 * 0.299 + 0.25 * 0.587 + 0.114),
      ])
  }

  private func noise(channels: Int, height: Int, width: Int) -> Image {
    let stream = RandomStream(key: RandomKey(seed: 3).deriving("resizing"))
    return Image(
      channels: channels, height: height, width: width,
      pixels: (0..<channels * height * width).map { Float(stream.uniform(at: $0)) })
  }

  private func average(_ image: Image) -> Double {
    image.pixels.reduce(0) { $0 + Double($1) } / Double(image.pixels.count)
  }
}
