import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase

@Suite("Regression with the tangent kernel")
struct KernelRegressionTests {
  private let shape = ImageShape(channels: 3, height: 4, width: 5)
  private let image: [Float]
  private let kernel: TangentKernel

  init() {
    image = makeNoise(shape, seed: 1)
    kernel = TangentKernel(imageShape: shape, kernelSize: 3, width: 8, initializer: .kaimingNormal)
  }

  private func inputs() -> ImageBatch {
    ImageBatch(shape: shape, images: [image, makeNoise(shape, seed: 2), image.map { -$0 }])
  }

  @Test("the training image is given back, from any start, at any depth")
  func trainingImage() throws {
    let start = makeNoise(shape, seed: 9)
    let zeros = [Float](repeating: 0, count: shape.count)
    let regression = try KernelRegression(
      kernel, depths: [3, 1], trainingImage: image, starts: [zeros, start])
    #expect(regression.depths == [1, 3])
    let changes = try regression.changes(for: inputs())
    for depth in changes {
      expectClose(Array(depth[0][0]), image.map(Double.init), absolute: 1e-5, relative: 1e-5, "from zero")
      expectClose(
        zip(depth[1][0], start).map { $0 + $1 }, image.map(Double.init), absolute: 1e-5, relative: 1e-5,
        "from a start")
    }
    // Deeper nets answer others less by what they see.
    #expect(changes[0][0][1] != changes[1][0][1])
  }

  @Test("a net of one layer of ReLU nets is odd, deeper ones are not")
  func odd() throws {
    let regression = try KernelRegression(kernel, depths: [1, 2], trainingImage: image)
    let changes = try regression.changes(for: inputs())
    expectClose(
      Array(changes[0][0][2]), image.map { -Double($0) }, absolute: 1e-5, relative: 1e-5, "negative")
    let errors = zip(changes[1][0][2], image).map { abs($0 + $1) }
    #expect((errors.max() ?? 0) > 0.1)
  }

  @Test("threads and other depths change no bit")
  func bits() throws {
    let all = try KernelRegression(kernel, depths: [1, 2, 4], trainingImage: image, until: .loss(0.01))
    let one = try KernelRegression(kernel, depths: [4], trainingImage: image, until: .loss(0.01))
    #expect(all.fits[2] == one.fits[0] && isClose(one.fits[0][0].loss, 0.01, relative: 1e-9))
    let single = try one.changes(for: inputs())[0]
    #expect(try all.changes(for: inputs(), threads: 3)[2] == single)
  }

  @Test("images whose kernel does not fit the memory are refused")
  func memory() {
    let large = ImageShape(channels: 1, height: 1000, width: 1000)
    let kernel = TangentKernel(imageShape: large, kernelSize: 3, width: 8, initializer: .kaimingNormal)
    let error = #expect(throws: LabError.self) {
      try KernelRegression(kernel, depths: [1], trainingImage: [])
    }
    #expect("\(error as Any)".contains("lower size"))
  }
}
