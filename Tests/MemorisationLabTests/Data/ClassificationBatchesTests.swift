import Nets
import Testing

@testable import LabRuns
@testable import MemorisationLab

@Suite("Mini-batches with labels")
struct ClassificationBatchesTests {
  private let lab = MemorisationLab.builtIn()

  private func batch(
    _ values: [SettingKey: String], afterSteps step: Int, of batches: ClassificationBatches? = nil
  ) throws -> (images: [[Float]], labels: [Int32]) {
    let experiment = try lab.experiment(values)
    let batches = batches ?? ClassificationBatches(experiment.configuration, experiment.data)
    let size = experiment.configuration.imageShape.count
    var inputs = [Float](repeating: 0, count: batches.batchSize * size)
    var labels = [Int32](repeating: -1, count: batches.batchSize)
    batches.write(afterSteps: step, to: &inputs, labels: &labels)
    return ((0..<batches.batchSize).map { Array(inputs[$0 * size..<($0 + 1) * size]) }, labels)
  }

  @Test("an epoch's batches hold every image once, each with the label that is trained with")
  func epoch() throws {
    let values: [SettingKey: String] = [.batchSize: "20", .labels: "1"]
    let data = try lab.experiment(values).data
    var images: [[Float]: Int32] = [:]
    for step in 0..<3 {
      let batch = try batch(values, afterSteps: step)
      for (image, label) in zip(batch.images, batch.labels) { images[image] = label }
    }
    #expect(images.count == 60)
    for index in 0..<60 {
      var image = [Float](repeating: 0, count: 49)
      image.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { data.write(index, of: .training, to: start) }
      }
      #expect(images[image] == data.corruption.labels[index])
    }
  }

  @Test(
    "a batch follows from the steps before it alone",
    arguments: [[:], [.crop: "random"], [.inputNoise: "0.1"], [.crop: "random", .pixels: "random"]]
      as [[SettingKey: String]])
  func order(values: [SettingKey: String]) throws {
    let experiment = try lab.experiment(values)
    let batches = ClassificationBatches(experiment.configuration, experiment.data)
    let ahead = try batch(values, afterSteps: 9, of: batches)
    let first = try batch(values, afterSteps: 2, of: batches)
    #expect(ahead.images != first.images)
    let again = try batch(values, afterSteps: 9)
    #expect(again.images == ahead.images && again.labels == ahead.labels)
  }

  @Test("a random crop is a part of the padded image, another one every time")
  func crops() throws {
    let values: [SettingKey: String] = [
      .dataSet: "builtin:digits/10", .size: "28", .batchSize: "10", .crop: "random", .pad: "2",
      .normalize: "none", .epochs: "1000",
    ]
    let whole = try lab.experiment([
      .dataSet: "builtin:digits/10", .size: "28", .batchSize: "10", .normalize: "none",
    ])
    let plain = (0..<10).map { index in
      var image = [Float](repeating: 0, count: 784)
      image.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { whole.data.write(index, of: .training, to: start) }
      }
      return image
    }
    var offsets: Set<Int> = []
    for step in 0..<6 {
      let batch = try batch(values, afterSteps: step)
      for (image, label) in zip(batch.images, batch.labels) {
        let fits = (-2...2).flatMap { y in (-2...2).map { (y, $0) } }.filter { y, x in
          (0..<784).allSatisfy { place in
            let (row, column) = (place / 28 + y, place % 28 + x)
            let isInside = (0..<28).contains(row) && (0..<28).contains(column)
            return image[place] == (isInside ? plain[Int(label)][row * 28 + column] : 0)
          }
        }
        #expect(!fits.isEmpty)
        if let fit = fits.first { offsets.insert(fit.0 * 5 + fit.1) }
      }
    }
    #expect(offsets.count > 10)
  }

  @Test("noise is cut at random, too: of one image, with black around it")
  func cutNoise() throws {
    let values: [SettingKey: String] = [
      .dataSet: "builtin:digits/10", .size: "28", .batchSize: "10", .crop: "random", .pad: "2",
      .normalize: "none", .epochs: "1000", .pixels: "gaussian",
    ]
    let experiment = try lab.experiment(values)
    let noise = PixelNoise(of: .builtInDigits(.train, count: 10))
    #expect(
      abs(
        noise.meaning(ofChannel: 0).scale * Double(noise.black(ofChannel: 0))
          + noise.meaning(ofChannel: 0).shift) < 0.02)
    var middles: [Int32: [Float]] = [:]
    for index in 0..<10 {
      var image = [Float](repeating: 0, count: 784)
      image.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { experiment.data.write(index, of: .training, to: start) }
      }
      middles[experiment.data.label(index, of: .training)] = image
    }
    var cuts: Set<Int> = []
    for step in 0..<4 {
      let batch = try batch(values, afterSteps: step)
      for (image, label) in zip(batch.images, batch.labels) {
        let middle = try #require(middles[label])
        let fit = (0..<25).first { cut in
          let (y, x) = (cut / 5 - 2, cut % 5 - 2)
          return (0..<784).allSatisfy { place in
            let (row, column) = (place / 28 + y, place % 28 + x)
            guard (0..<28).contains(row), (0..<28).contains(column) else { return abs(image[place]) < 0.02 }
            return image[place] == middle[row * 28 + column]
          }
        }
        cuts.insert(try #require(fit))
      }
    }
    #expect(cuts.count > 5)
  }

  @Test("noise on the inputs has the deviation that is asked for")
  func noise() throws {
    let (plain, noisy) = (try batch([:], afterSteps: 1), try batch([.inputNoise: "0.5"], afterSteps: 1))
    let differences = zip(plain.images, noisy.images).flatMap { zip($0, $1).map { Double($1 - $0) } }
    let squares = differences.reduce(0) { $0 + $1 * $1 }
    let deviation = (squares / Double(differences.count)).squareRoot()
    #expect(abs(deviation - 0.5) < 0.05 && plain.labels == noisy.labels)
  }
}
