import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabFigures

@Suite struct PrincipalImagesTests {
  private func activation(_ values: [Float], channels: Int) -> LayerActivation {
    LayerActivation(
      name: .input, shape: ImageShape(channels: channels, height: 1, width: values.count / channels),
      values: values)
  }

  @Test("channels that are multiples of one picture give that picture, scaled, and nothing besides")
  func rankOne() throws {
    let picture: [Float] = [1, -4, 2, 0]
    let factors: [Float] = [2, -1, 2]
    let images = PrincipalImages(
      activation(factors.flatMap { factor in picture.map { factor * $0 } }, channels: 3)
    ).images(count: 3)
    try #require(images.count == 3)
    // σ v of u σ vᵀ is the picture times the factors' norm, 3, with its largest entry positive.
    for (found, expected) in zip(images[0], [-3, 12, -6, 0] as [Float]) {
      #expect(abs(found - expected) < 1e-4)
    }
    #expect(images[1].allSatisfy { abs($0) < 1e-4 } && images[2].allSatisfy { abs($0) < 1e-4 })
  }

  @Test("the strongest comes first, and no more than there are")
  func order() {
    let images = PrincipalImages(activation([0, 1, 0, 5, 0, 0], channels: 2)).images(count: 9)
    #expect(images.count == 2)
    #expect(zip(images[0], [5, 0, 0] as [Float]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(zip(images[1], [0, 1, 0] as [Float]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("a dark layer has dark principal images", arguments: [1, 3])
  func dark(channels: Int) {
    let images = PrincipalImages(activation([Float](repeating: 0, count: channels * 4), channels: channels))
      .images(count: 1)
    #expect(images == [[0, 0, 0, 0]])
  }

  @Test("a layer of a diverged net has none", arguments: [Float.nan, .infinity])
  func diverged(value: Float) {
    #expect(PrincipalImages(activation([1, value, 2, 3], channels: 2)).images(count: 2).isEmpty)
  }
}
