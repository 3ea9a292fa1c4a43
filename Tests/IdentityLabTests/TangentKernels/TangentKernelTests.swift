import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabRuns

@Suite("The tangent kernel of infinitely wide convolutional nets")
struct TangentKernelTests {
  private struct Net {
    var shape = ImageShape(channels: 1, height: 4, width: 4)
    var kernelSize = 3
    var initializer = Initializer.kaimingNormal
    var gain = 1.0

    /// 7 hidden channels, so that no two numbers of channels are taken for each other.
    var kernel: TangentKernel {
      TangentKernel(
        imageShape: shape, kernelSize: kernelSize, width: 7, initializer: initializer, gain: gain)
    }

    func reference(depth: Int) -> ReferenceKernel {
      let layout = Architecture.cnn(depth: depth, width: 7, kernelSize: kernelSize).parameterLayout(
        imageShape: shape)
      return ReferenceKernel(
        height: shape.height, width: shape.width, kernelSize: kernelSize,
        layers: layout.entries.map { ($0.dimensions[1], gain * gain * initializer.variance(of: $0)) })
    }
  }

  private func values(
    _ kernel: TangentKernel, _ x: [Float], _ y: [Float], depths: [Int]
  ) -> [Int: ReferenceKernel.Matrices] {
    var found: [Int: ReferenceKernel.Matrices] = [:]
    kernel.visit(x, y, depths: depths) { matrices in
      found[matrices.depth] = ReferenceKernel.Matrices(
        covariance: matrices.covariance.map { $0 * matrices.scale },
        tangent: matrices.tangent.map { $0 * matrices.scale })
    }
    return found
  }

  private static let nets = [
    Net(), Net(initializer: .xavierNormal, gain: 1.5), Net(kernelSize: 2, initializer: .torch),
    Net(shape: ImageShape(channels: 3, height: 3, width: 5), initializer: .fanProduct, gain: 3),
    Net(shape: ImageShape(channels: 1, height: 3, width: 3), kernelSize: 5, initializer: .orthogonal),
  ]

  @Test(
    "it is that of the definition, layer by layer and pixel by pixel", arguments: nets.indices, [1, 2, 4])
  func definition(net: Int, depth: Int) throws {
    let net = Self.nets[net]
    let (x, y) = (makeNoise(net.shape, seed: 1), makeNoise(net.shape, seed: 2))
    let found = try #require(values(net.kernel, x, y, depths: [depth])[depth])
    let expected = net.reference(depth: depth).matrices(x.map(Double.init), y.map(Double.init))
    expectClose(found.tangent, expected.tangent, absolute: 1e-12, relative: 1e-11, "Θ")
    expectClose(found.covariance, expected.covariance, absolute: 1e-12, relative: 1e-11, "Σ")
  }

  @Test("a pixel that sees nothing but zeros is worth zeros, not numbers that are none")
  func black() throws {
    let net = Net(shape: ImageShape(channels: 1, height: 6, width: 6))
    var image = [Float](repeating: 0, count: 36)
    image[35] = 1
    let found = try #require(values(net.kernel, image, image, depths: [3])[3])
    #expect(found.tangent.allSatisfy(\.isFinite) && found.tangent[0] == 0 && found.tangent[35 * 36 + 35] > 0)
    let expected = net.reference(depth: 3).matrices(image.map(Double.init), image.map(Double.init))
    expectClose(found.tangent, expected.tangent, absolute: 1e-12, relative: 1e-11, "Θ")
  }

  @Test("one pass for several depths gives the bits of a pass each")
  func depths() {
    let net = Net()
    let (x, y) = (makeNoise(net.shape, seed: 1), makeNoise(net.shape, seed: 2))
    let all = values(net.kernel, x, y, depths: [5, 1, 3])
    #expect(all.keys.sorted() == [1, 3, 5])
    for depth in [1, 3, 5] {
      let single = values(net.kernel, x, y, depths: [depth])[depth]
      #expect(all[depth]?.tangent == single?.tangent && all[depth]?.covariance == single?.covariance)
    }
    #expect(all[1]?.tangent != all[3]?.tangent)
  }

  @Test("deep nets of small weights stay within the range of numbers")
  func deep() {
    let net = Net(initializer: .fanProduct, gain: 1e-3)
    let image = makeNoise(net.shape, seed: 1)
    var scale = 0.0
    net.kernel.visit(image, image, depths: [300]) { matrices in
      scale = matrices.logarithmOfScale
      #expect(matrices.tangent.allSatisfy { $0.isFinite && $0 > 0 })
      #expect(matrices.covariance.allSatisfy { $0 > 1e-100 })
    }
    #expect(scale < -2000)
  }

  @Test(
    "a wide net's own gradients have it", arguments: [Initializer.kaimingNormal, .xavierUniform, .orthogonal])
  func wideNet(initializer: Initializer) throws {
    let (depth, seeds, outputs) = (3, 6, [0, 5, 8, 14, 15, 20, 27])
    var settings = Settings([
      .depth: "\(depth)", .width: "128", .kernelSize: "3", .size: "6", .initializer: initializer.rawValue,
    ])
    let count = outputs.count
    var mean = [Double](repeating: 0, count: count * count)
    var expected = mean
    for seed in 0..<seeds {
      settings[.seed] = "\(seed)"
      let experiment = try ReconstructionLab.builtIn().makeExperiment(settings)
      let (configuration, image) = (experiment.configuration, experiment.data.trainingImage)
      let own = EmpiricalKernel.matrix(
        configuration, parameters: configuration.makeInitialParameters(), input: image, outputs: outputs)
      for index in mean.indices { mean[index] += own[index] / Double(seeds) }
      let kernel = try TangentKernel(configuration)
      let infinite = try #require(values(kernel, image, image, depths: [depth])[depth]).tangent
      for index in mean.indices {
        expected[index] = infinite[outputs[index / count] * 36 + outputs[index % count]]
      }
    }
    let size = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let difference = zip(mean, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    #expect(difference / size < 0.1, "\(difference / size)")
    let trace = (0..<count).reduce(0) { $0 + mean[$1 * (count + 1)] }
    let infiniteTrace = (0..<count).reduce(0) { $0 + expected[$1 * (count + 1)] }
    #expect(isClose(trace, infiniteTrace, relative: 0.08), "\(trace) against \(infiniteTrace)")
  }
}
