import Nets
import Testing

@testable import LabData
@testable import LabRuns
@testable import MemorisationLab

@Suite("What a net sees")
struct ClassificationDataTests {
  private let lab = MemorisationLab.builtIn()

  private func image(
    _ values: [SettingKey: String], _ index: Int, of part: DataPart = .training
  ) throws -> [Float] {
    let experiment = try lab.experiment(values)
    var image = [Float](repeating: 0, count: experiment.configuration.imageShape.count)
    image.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { experiment.data.write(index, of: part, to: start) }
    }
    return image
  }

  @Test("an image is shrunk by a whole factor, and whitened by its own mean and deviation")
  func whitened() throws {
    let plain = try image([.normalize: "none"], 5)
    let stored = try LabelledSetSpec(parsing: "builtin:digits/60", key: "").load(
      from: lab.locator, key: "")
    let shrunk = try stored.image(at: 5).resized(height: 7, width: 7)
    #expect(zip(plain, shrunk.pixels).allSatisfy { abs($0 - $1) <= 0.5 / 255 + 1e-6 })
    let values = try image([:], 5).map(Double.init)
    let mean = values.reduce(0, +) / 49
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
    #expect(abs(mean) < 1e-6 && abs(variance - 1) < 1e-5)
  }

  @Test("one permutation is that of all images, and each image's own is another")
  func permutations() throws {
    let plain = try (0..<2).map { try image([.normalize: "none"], $0) }
    func places(_ pixels: String) throws -> [[Float]] {
      try (0..<2).map { try image([.normalize: "none", .pixels: pixels], $0) }
    }
    let (shuffled, random) = (try places("shuffled"), try places("random"))
    for index in 0..<2 {
      #expect(shuffled[index].sorted() == plain[index].sorted() && shuffled[index] != plain[index])
      #expect(random[index].sorted() == plain[index].sorted() && random[index] != plain[index])
    }
    // The permutation that takes one image takes the other; found by the images' own values it is not unique, so it is
    // taken from the key.
    let order = RandomStream(key: RandomKey(seed: 0).deriving("pixels")).permutation(of: 49)
    for index in 0..<2 {
      #expect((0..<49).allSatisfy { shuffled[index][order[$0]] == plain[index][$0] })
      #expect((0..<49).contains { random[index][order[$0]] != plain[index][$0] })
    }
    let test = try image([.normalize: "none", .pixels: "shuffled"], 3, of: .test)
    let plainTest = try image([.normalize: "none"], 3, of: .test)
    #expect((0..<49).allSatisfy { test[order[$0]] == plainTest[$0] })
  }

  @Test("noise has the set's mean and deviation, and no image's is another's")
  func noise() throws {
    let experiment = try lab.experiment([.pixels: "gaussian", .normalize: "none"])
    let stored = try lab.experiment([.normalize: "none"])
    func values(_ experiment: MemorisationExperiment) -> [[Float]] {
      (0..<60).map { index in
        var image = [Float](repeating: 0, count: 49)
        image.withUnsafeMutableBufferPointer { buffer in
          if let start = buffer.baseAddress { experiment.data.write(index, of: .training, to: start) }
        }
        return image
      }
    }
    func moments(_ values: [Float]) -> (mean: Double, deviation: Double) {
      let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
      let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      return (mean, (squares / Double(values.count)).squareRoot())
    }
    let noise = values(experiment)
    let (found, wanted) = (moments(noise.flatMap(\.self)), moments(values(stored).flatMap(\.self)))
    #expect(abs(found.mean - wanted.mean) < 0.03 && abs(found.deviation - wanted.deviation) < 0.02)
    #expect(Set(noise).count == 60)
  }

  @Test("noise takes the place of the chosen images alone, and of none that are held back")
  func inputs() throws {
    let values: [SettingKey: String] = [.inputs: "0.5", .validation: "20", .normalize: "none"]
    let data = try lab.experiment(values).data
    #expect(data.corruption.noiseCount == 20 && data.count(of: .training) == 40)
    for index in 0..<40 {
      let isSame = try image(values, index) == image([.normalize: "none"], index)
      #expect(isSame != data.corruption.isNoise[index])
    }
    for index in 0..<20 {
      let held = try image(values, index, of: .validation)
      #expect(try held == image([.normalize: "none"], 40 + index))
      #expect(data.label(index, of: .validation) == Int32((40 + index) % 10))
    }
  }

  @Test("an image of one value all over is not divided by nothing")
  func flat() throws {
    let configuration = try lab.configuration()
    let images = LabelledImages(
      name: "flat", shape: configuration.imageShape, labels: [0], pixels: [UInt8](repeating: 9, count: 49))
    let maker = InputMaker(
      images, 0..<1, of: .training, configuration: configuration, noise: nil, isNoise: nil)
    var image = [Float](repeating: 1, count: 49)
    image.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { maker.write(0, to: start) }
    }
    #expect(image.allSatisfy { abs($0) < 1e-6 })
  }

  @Test("channels are cut, permuted and whitened together")
  func channels() throws {
    let configuration = try lab.configuration([.pixels: "shuffled", .size: "2", .normalize: "none"])
    var colour = configuration
    colour.imageChannels = 3
    let pixels = (0..<3 * 16).map { UInt8($0) }
    let images = LabelledImages(
      name: "ramp", shape: ImageShape(channels: 3, height: 4, width: 4), labels: [0], pixels: pixels)
    let maker = InputMaker(images, 0..<1, of: .training, configuration: colour, noise: nil, isNoise: nil)
    var image = [Float](repeating: 0, count: 12)
    image.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { maker.write(0, to: start) }
    }
    let bytes = image.map { Int(($0 * 255).rounded()) }
    #expect(Set(bytes[..<4]) == [5, 6, 9, 10])
    #expect(bytes[4..<8].map { $0 - 16 } == Array(bytes[..<4]))
    #expect(bytes[8...].map { $0 - 32 } == Array(bytes[..<4]))
  }
}
