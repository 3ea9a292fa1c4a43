import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures

@Suite("Theorem 2: one convolution, one image")
struct Theorem2Tests {
  @Test("patches are cut row by row with zeros around")
  func patches() {
    let shape = ImageShape(channels: 1, height: 2, width: 3)
    let patches = PatchMatrix(image: [1, 2, 3, 4, 5, 6], shape: shape, kernelSize: 3)
    #expect(patches.rows == 6 && patches.columns == 9)
    #expect(Array(patches.values[..<9]) == [0, 0, 0, 0, 1, 2, 0, 4, 5])
    #expect(Array(patches.values[36..<45]) == [1, 2, 3, 4, 5, 6, 0, 0, 0])
  }

  @Test("an even filter has the smaller half of its padding before, a second channel follows the first")
  func evenAndChannels() {
    let shape = ImageShape(channels: 2, height: 1, width: 2)
    let patches = PatchMatrix(image: [1, 2, 3, 4], shape: shape, kernelSize: 2)
    #expect(patches.values == [1, 2, 0, 0, 3, 4, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0])
  }

  @Test(
    "images of known rank",
    arguments: [
      // Nothing, nothing to see: rank 0, bound m·m.
      ([Float](repeating: 0, count: 49), 3, 0, 81.0),
      // One bright pixel: each of its nine places in a patch is a unit vector.
      (dot(), 3, 9, 0.0),
      (dot(), 5, 25, 0.0),
      // A filter of one weight sees a single value.
      ([Float](repeating: 2, count: 49), 1, 1, 0.0),
      // Constant: only the outline of the picture in the patch varies. Rows of a patch are all on or cut above or
      // below, columns too: 3 patterns each way for 3×3, 9 together; 5 each way and 25 for 5×5.
      ([Float](repeating: 1, count: 49), 3, 9, 0.0),
      ([Float](repeating: 1, count: 49), 5, 25, 0.0),
      // A filter larger than the picture: 7 places each way, 49 together of 13·13 = 169.
      ([Float](repeating: 1, count: 49), 13, 49, 169.0 * 120),
    ] as [([Float], Int, Int, Double)])
  func ranks(image: [Float], kernelSize: Int, rank: Int, bound: Double) throws {
    let shape = ImageShape(channels: 1, height: 7, width: 7)
    let theorem = try Theorem2(trainingImage: image, shape: shape, kernelSize: kernelSize)
    #expect(theorem.rank == rank)
    #expect(theorem.bound == bound)
    #expect(theorem.patchSize == kernelSize * kernelSize)
    #expect(theorem.predictsIdentity == (bound == 0))
    #expect(theorem.singularValues.count == min(49, kernelSize * kernelSize))
  }

  @Test("equal channels halve the rank at least, which the bound counts with all weights")
  func channels() throws {
    let shape = ImageShape(channels: 3, height: 7, width: 7)
    let grey = Self.dot() + Self.dot() + Self.dot()
    let theorem = try Theorem2(trainingImage: grey, shape: shape, kernelSize: 3)
    #expect(theorem.parameterCount == 81)
    #expect(theorem.patchSize == 27)
    #expect(theorem.rank == 9)
    #expect(theorem.bound == 81.0 * 18 / 3)
    let stream = RandomStream(key: RandomKey(seed: 3))
    let noise = (0..<147).map { Float(stream.normal(at: $0)) }
    #expect(try Theorem2(trainingImage: noise, shape: shape, kernelSize: 3).predictsIdentity)
  }

  @Test("a picture that repeats itself has a lower rank than noise: fewer pixels than patch values")
  func few() throws {
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    let theorem = try Theorem2(trainingImage: [1, 2, 3, 5], shape: shape, kernelSize: 3)
    #expect(theorem.rank == 4)
    #expect(theorem.bound == 9.0 * 5)
  }

  @Test("an image that is not finite is refused")
  func notFinite() {
    #expect(throws: LabError.self) {
      try Theorem2(
        trainingImage: [1, .nan, 0, 0], shape: ImageShape(channels: 1, height: 2, width: 2), kernelSize: 3)
    }
  }

  static func dot() -> [Float] {
    (0..<49).map { $0 == 24 ? 1 : 0 }
  }
}
