import Foundation
import LabDataSupport
import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabImages

@Suite("Where probes come from")
struct ProbeSourceTests {
  @Test("a source is written by its names and read back")
  func codable() throws {
    let source = ProbeSource(digits: .mnist, fashion: .builtin)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(source)
    #expect(String(decoding: text, as: UTF8.self) == #"{"digits":"mnist","fashion":"builtin"}"#)
    #expect(try JSONDecoder().decode(ProbeSource.self, from: text) == source)
  }

  @Test("without data sets everything is built in; with MNIST's test split its digits are taken")
  func resolution() throws {
    try withDatasets { locator in
      #expect(
        ProbeSource(resolvedFrom: locator, channels: 1) == ProbeSource(digits: .mnist, fashion: .builtin))
    }
    let nowhere = DatasetLocator(dataFlag: nil, environment: ["HOME": "/nonexistent"])
    #expect(ProbeSource(resolvedFrom: nowhere, channels: 1) == ProbeSource())
    #expect(ProbeSource(resolvedFrom: nowhere, channels: 3) == ProbeSource(natural: .builtin))
  }

  @Test("colour nets are shown CIFAR-10's test images where they are, never the one trained on")
  func natural() throws {
    let folder = try DatasetFolder()
    // Two images of each class more than a battery takes of it.
    let records = (0..<40).flatMap { [UInt8($0 % 10)] + [UInt8](repeating: UInt8($0), count: 3072) }
    try folder.write(records, "cifar-10-batches-bin/test_batch.bin")
    let source = ProbeSource(resolvedFrom: folder.locator, channels: 3)
    #expect(source == ProbeSource(natural: .cifar10))
    #expect(source.zoneFamily == .natural && ProbeSource().zoneFamily == .digits)
    for place in [0, 17, 39] {
      let training = try ImageSpec(parsing: "cifar10:test/\(place)").load(
        from: folder.locator, form: PictureForm())
      let battery = try ProbeBattery(
        trainingImages: [training], source: source, locator: folder.locator,
        shape: ImageShape(channels: 3, height: 32, width: 32), normalization: Normalization.none)
      #expect(battery[.natural].labels.prefix(4) == ["airplane", "automobile", "bird", "cat"])
      let shown = (0..<20).map { Array(battery[.natural].inputs[$0]) }
      #expect(Set(shown).count == 20 && !shown.contains(training.pixels))
    }
  }

  @Test("digits of MNIST are balanced, and the training image is not among them")
  func balanced() throws {
    try withDatasets { locator in
      let images = try locator.open(.mnist, split: .test)
      // Of each class the files hold two images more than the battery takes; train on each image in turn.
      for place in [0, 7, 23, 39] {
        let training = try images.image(at: place)
        let battery = try battery(training: training, locator: locator)
        #expect(battery[.digits].labels == (0..<20).map { "digit \($0 % 10)" })
        let shown = (0..<20).map { Array(battery[.digits].inputs[$0]) }
        #expect(!shown.contains(training.pixels))
        #expect(Set(shown).count == 20)
        for (index, pixels) in shown.enumerated() {
          // The files mark each image's class in its first pixel.
          #expect(pixels[0] == Float(index % 10) / 255)
        }
      }
    }
  }

  @Test("a class with too few images is named")
  func tooFew() throws {
    try withDatasets { locator in
      let error = #expect(throws: LabError.self) {
        try battery(
          training: Image(channels: 1, height: 28, width: 28), locator: locator, imagesPerFamily: 50)
      }
      #expect(error?.exitCode == 65)
      #expect(error?.description.contains("at least 5 images of class 0") == true)
    }
  }

  @Test("a data set that is absent is an error, not a silent change of probes")
  func absent() throws {
    try withDatasets { locator in
      let error = #expect(throws: LabError.self) {
        try ProbeBattery(
          trainingImages: [Image(channels: 1, height: 28, width: 28)],
          source: ProbeSource(digits: .mnist, fashion: .fashion), locator: locator,
          shape: ImageShape(channels: 1, height: 28, width: 28), normalization: Normalization.none)
      }
      #expect(error?.exitCode == 66)
    }
  }

  @Test("without MNIST a number of digits is drawn, 2,000 and 500 unless it is said")
  func numbers() throws {
    let locator = DatasetLocator(dataFlag: nil, environment: [:])
    let source = ProbeSource.Digits.builtin
    #expect(try source.labelledImages(.test, limit: nil, from: locator).count == 500)
    #expect(try source.labelledImages(.train, limit: 30, from: locator).count == 30)
    #expect(throws: LabError.self) {
      try ProbeSource.Digits.mnist.labelledImages(.test, limit: 1, from: locator)
    }
  }

  private func battery(
    training: Image, locator: DatasetLocator, imagesPerFamily: Int = 20
  ) throws -> ProbeBattery {
    try ProbeBattery(
      trainingImages: [training], source: ProbeSource(digits: .mnist, fashion: .builtin), locator: locator,
      shape: ImageShape(channels: 1, height: 28, width: 28), normalization: Normalization.none,
      imagesPerFamily: imagesPerFamily)
  }

  /// Runs `body` with a folder that holds an MNIST test split of forty noise images, four of each class.
  private func withDatasets(_ body: (DatasetLocator) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("probes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let mnist = folder.appendingPathComponent("mnist")
    try FileManager.default.createDirectory(at: mnist, withIntermediateDirectories: true)
    let stream = RandomStream(key: RandomKey(seed: 5))
    let labels = (0..<40).map { UInt8($0 % 10) }
    var pixels = (0..<40 * 784).map { UInt8(stream.integer(at: $0, below: 256)) }
    for index in 0..<40 {
      pixels[index * 784] = labels[index]
    }
    let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 28, 0, 0, 0, 28] + pixels
    try Data(images).write(to: mnist.appendingPathComponent("t10k-images-idx3-ubyte"))
    try Data([0, 0, 8, 1, 0, 0, 0, 40] + labels).write(
      to: mnist.appendingPathComponent("t10k-labels-idx1-ubyte"))
    try body(
      DatasetLocator(
        dataFlag: folder.path, environment: ["HOME": folder.path, "XDG_CACHE_HOME": folder.path]))
  }
}
