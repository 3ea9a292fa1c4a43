import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns

@Suite("How far a pixel reaches")
struct ReceptiveFieldTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// A run whose last weights all are a number; nil keeps the first ones.
  private func run(
    _ settings: [SettingKey: String], weight: Float? = nil
  ) throws -> RunDirectory<ReconstructionLab> {
    let configuration = try stored.configuration(settings)
    try stored.addWeights(configuration)
    try stored.add(configuration)
    let directory = stored.store.directory(configuration.runKey)
    if let weight {
      let weights = configuration.makeInitialParameters()
      weights.values.copy(from: Array(repeating: weight, count: weights.layout.count))
      try AtomicFile.write(
        SafetensorsFile(tensors: Checkpoint.tensors(of: weights)).encoded(),
        to: directory.file("model.safetensors"))
    }
    return directory
  }

  private func value(_ directory: RunDirectory<ReconstructionLab>) throws -> ReceptiveFields.Value {
    try directory.value(of: ReceptiveFields(), lab: stored.lab)
  }

  @Test("two linear layers of equal taps reach as the convolution of two boxes does")
  func boxes() throws {
    let directory = try run(
      [.depth: "2", .width: "1", .size: "9", .activation: "linear"], weight: 0.25)
    let value = try value(directory)
    #expect(value.layers.map(\.layer) == ["layers.0", "layers.1"])
    #expect(value.layers.map(\.convolutions) == [1, 2] && value.layers.map(\.theoreticalRadius) == [1, 2])
    // A box of 3 × 3: every gradient is the tap. Then 1 2 3 2 1 along an axis, times the same along the other.
    let (first, second) = (value.layers[0].trained, value.layers[1].trained)
    let box = first.map.values
    #expect(box.count == 81 && box.count { isClose($0, 0.25, relative: 1e-5) } == 9)
    #expect(isClose(second.map.values[4 * 9 + 4], 9 * 0.0625, relative: 1e-5))
    #expect(isClose(second.map.values[2 * 9 + 2], 0.0625, relative: 1e-5))
    #expect(first.radius == 1)
    #expect(isClose(try #require(first.spread), (2.0 / 3).squareRoot(), relative: 1e-5))
    // Squares 1 4 9 4 1: the inner 17 of 19 along each axis are 80 %, so the corners belong to the 95 %.
    #expect(second.radius == 2)
    #expect(isClose(try #require(second.spread), (16.0 / 19).squareRoot(), relative: 1e-5))
    #expect(isClose(try #require(value.layers[1].predictedSpread), (4.0 / 3).squareRoot(), relative: 1e-12))
  }

  @Test("a blank image is answered otherwise as far in as the layers' padding comes")
  func border() throws {
    let directory = try run(
      [.depth: "2", .width: "1", .size: "9", .activation: "linear"], weight: 0.25)
    let value = try value(directory)
    #expect(value.blanks.map(\.level) == [0, 0.5, 1])
    for blank in value.blanks {
      #expect(blank.trained.map(\.reach) == [1, 2])
      #expect(blank.trained.map { $0.deviations?.count } == [5, 5])
    }
    // Of one layer: 9 taps inside, 6 at an edge, 4 in a corner, of 49, 28 and 4 pixels: 28 · 3² + 4 · 5² in the outermost
    // ring, 49 · 9² + 28 · 6² + 4 · 4² in all.
    let ring = 352.0 / 32
    let mean = 5041.0 / 81
    let deviations = try #require(value.blanks[2].trained[0].deviations)
    #expect(isClose(deviations[0], (ring / mean).squareRoot(), relative: 1e-5))
    #expect(deviations.dropFirst().allSatisfy { $0 < 1e-5 })
  }

  @Test(
    "no gradient leaves the theoretical field, and without a border no layer is uneven",
    arguments: [
      ("cnn", "3", "3"), ("cnn", "3", "4"), ("cnn", "2", "2"), ("resnet-conv", "4", "3"), ("cnn", "2", "1"),
    ])
  func field(architecture: String, depth: String, kernelSize: String) throws {
    let directory = try run([
      .architecture: architecture, .depth: depth, .kernelSize: kernelSize, .width: "4", .size: "19",
      .activation: "tanh", .initializer: "kaiming-normal",
    ])
    let value = try value(directory)
    for (layer, index) in zip(value.layers, value.layers.indices) {
      let map = layer.trained.map.values
      let peak = map.max() ?? 0
      let outside = map.enumerated().filter { place, _ in
        max(abs(place / 19 - 9), abs(place % 19 - 9)) > layer.theoreticalRadius
      }
      #expect(peak > 0 && outside.allSatisfy { $0.element <= 1e-5 * peak }, "\(layer.layer)")
      #expect((layer.trained.radius ?? 99) <= layer.theoreticalRadius)
      #expect(layer.trained == layer.untrained)
      for blank in value.blanks {
        let deviations = try #require(blank.trained[index].deviations)
        #expect(deviations.dropFirst(layer.theoreticalRadius).allSatisfy { $0 < 1e-5 }, "\(layer.layer)")
        #expect(kernelSize == "1" || deviations[0] > 1e-3)
      }
    }
    #expect((value.layers.last?.predictedSpread == nil) == (architecture == "resnet-conv"))
  }

  @Test(
    "units of a fully connected net see the whole image, which has no inside", arguments: ["fcn", "resnet"])
  func fullyConnected(architecture: String) throws {
    let directory = try run([
      .architecture: architecture, .depth: "2", .width: "20", .initializer: "kaiming-normal",
    ])
    let value = try value(directory)
    #expect(value.blanks.isEmpty)
    #expect(value.layers.allSatisfy { $0.theoreticalRadius == 3 && $0.convolutions == nil })
    #expect(value.layers.allSatisfy { $0.predictedSpread == nil && $0.trained.radius != nil })
    #expect(value.layers[0].trained.radius ?? 0 >= 2)
  }

  @Test("dead units have no reach, and a net that answers nothing has no border")
  func dead() throws {
    let directory = try run([.depth: "2"], weight: 0)
    let value = try value(directory)
    let last = try #require(value.layers.last)
    #expect(last.trained.radius == nil && last.trained.spread == nil && last.untrained.radius != nil)
    #expect(value.blanks.allSatisfy { $0.trained.last?.deviations == nil && $0.trained.last?.reach == nil })
    let picture = try ReceptivePicture(directory, inputs: [], units: 16, lab: stored.lab)
    #expect(try picture.figure.render(format: .svg).bytes.count > 1000)
  }

  @Test("the picture is made again from the recipe inside it, and damaged numbers are measured again")
  func reproduction() throws {
    let directory = try run([.depth: "2"])
    let folder = stored.folder.path("figures")
    var paths: Set<String> = []
    for (inputs, units) in [([], 16), (["builtin:2"], 16), ([], 1)] {
      let picture = try ReceptivePicture(directory, inputs: inputs, units: units, lab: stored.lab)
      let path = try picture.write(to: folder, format: .png)
      paths.insert(path)
      let reproduction = try Reproduction<ReconstructionLab>(reading: path)
      #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
      let study = directory.file(picture.studyFile)
      let text = String(decoding: try AtomicFile.read(study), as: UTF8.self)
      let edited = text.replacing(try Regex("\"radius\" : [0-9]+"), with: "\"radius\" : 77")
      #expect(edited != text)
      try AtomicFile.write(edited, to: study)
      #expect(try reproduction.draw(store: stored.store, lab: stored.lab).metadata == reproduction.metadata)
      // Names of layers that the net has not are no damage that a number shows.
      try AtomicFile.write(text.replacing("layers.1", with: "layers.7"), to: study)
      #expect(throws: LabError.self) { try reproduction.draw(store: stored.store, lab: stored.lab) }
      try AtomicFile.write(text, to: study)
    }
    #expect(paths.count == 3)
  }
}
