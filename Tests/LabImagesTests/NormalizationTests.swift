import Nets
import Testing

@testable import LabImages

@Suite("standardising pictures")
struct NormalizationTests {
  @Test("MNIST's constants serve any number of channels", arguments: [1, 3])
  func mnist(channels: Int) {
    let image = Image(channels: channels, height: 1, width: 2, pixels: pixels(channels) { [0, 1] })
    let expected: [Float] = [Float(-0.1307 / 0.3081), Float((1 - 0.1307) / 0.3081)]
    #expect(Normalization.mnist.standardize(image) == pixels(channels) { expected })
  }

  @Test("CIFAR-10's constants go to red, green and blue")
  func cifar10() {
    let image = Image(channels: 3, height: 1, width: 1, pixels: [1, 0.5, 0])
    let expected: [Double] = [0.5086 / 0.2470, 0.0178 / 0.2435, -0.4465 / 0.2616]
    let values = Normalization.cifar10.standardize(image)
    #expect(values.count == 3 && zip(values, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 })
  }

  @Test("a grey picture under CIFAR-10 has the mean of the three constants")
  func greyCifar10() {
    let image = Image(channels: 1, height: 1, width: 2, pixels: [0, 1])
    let values = Normalization.cifar10.standardize(image)
    #expect(abs(values[0] + 1.888180) < 1e-5 && abs(values[1] - 2.100652) < 1e-5)
  }

  @Test("none changes nothing")
  func none() {
    let image = noise(channels: 3)
    #expect(Normalization.none.standardize(image) == image.pixels)
  }

  @Test("restoring undoes standardising", arguments: Normalization.allCases, [1, 3])
  func inverse(normalization: Normalization, channels: Int) {
    let image = noise(channels: channels)
    let shape = ImageShape(channels: channels, height: image.height, width: image.width)
    // From a slice that does not start at 0, as a batch gives it.
    let values = [99, 99] + normalization.standardize(image) + [99]
    let restored = normalization.restore(values[2..<values.count - 1], shape: shape)
    #expect(restored.channels == channels && restored.height == image.height && restored.width == image.width)
    #expect(zip(restored.pixels, image.pixels).allSatisfy { abs($0 - $1) <= 1.2e-7 })
  }

  @Test("restoring does not clip")
  func unclipped() {
    let restored = Normalization.mnist.restore(
      [-10, 10], shape: ImageShape(channels: 1, height: 1, width: 2))
    #expect(restored.pixels == [Float(0.1307 - 3.081), Float(0.1307 + 3.081)])
  }

  @Test("the names in configurations do not change")
  func names() {
    #expect(Normalization.allCases.map(\.rawValue) == ["mnist", "cifar10", "none"])
  }

  private func pixels(_ channels: Int, _ values: () -> [Float]) -> [Float] {
    (0..<channels).flatMap { _ in values() }
  }

  private func noise(channels: Int) -> Image {
    let stream = RandomStream(key: RandomKey(seed: 4).deriving("normalization"))
    return Image(
      channels: channels, height: 4, width: 5,
      pixels: (0..<channels * 20).map { Float(stream.uniform(at: $0)) })
  }
}
