import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns

@Suite("Weights that runs begin with")
struct StartWeightsTests {
  private let folder: TemporaryFolder
  private let layout = Architecture.fcn(depth: 2, width: 3).parameterLayout(
    imageShape: ImageShape(channels: 1, height: 1, width: 2))

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func tensor(
    _ name: String, _ dimensions: [Int], from first: Float = 0
  ) -> SafetensorsFile.Tensor {
    let count = dimensions.reduce(1, *)
    return SafetensorsFile.Tensor(
      name: name, dimensions: dimensions, values: .float((0..<count).map { first + Float($0) }))
  }

  /// Writes tensors and reads them as start weights.
  private func weights(_ tensors: [SafetensorsFile.Tensor]) throws -> StartWeights {
    try StartWeights(reading: folder.file("w.safetensors", SafetensorsFile(tensors: tensors).encoded()))
  }

  /// What is said of a file whose tensors do not fit.
  private func refusal(_ tensors: [SafetensorsFile.Tensor]) throws -> String {
    let weights = try weights(tensors)
    return "\(try #require(#expect(throws: LabError.self) { try weights.parameters(layout) }))"
  }

  @Test("tensors are found by their names, in whatever order, and known by the file's content")
  func read() throws {
    let tensors = [
      Self.tensor("layers.1.weight", [2, 3], from: 10), Self.tensor("layers.0.weight", [3, 2]),
    ]
    let weights = try weights(tensors)
    #expect(try weights.parameters(layout).values.array == [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15])
    #expect(weights.digest == Digest.sha256(SafetensorsFile(tensors: tensors).encoded()))
    #expect(try self.weights(tensors.reversed()).digest != weights.digest)
  }

  @Test("every tensor that does not fit is named with what is wrong")
  func refusals() throws {
    let (first, second) = (Self.tensor("layers.0.weight", [3, 2]), Self.tensor("layers.1.weight", [2, 3]))
    let missing = try refusal([first])
    #expect(
      missing.contains("no layers.1.weight of [2, 3]") && missing.contains("the net's 2 tensors in F32"))
    let misspelt = try refusal([first, Self.tensor("module.layers.1.weight", [2, 3])])
    #expect(misspelt.contains("which this net does not have (did you mean \"layers.1.weight\"?)"))
    #expect(
      try refusal([first, Self.tensor("layers.1.weight", [2, 4])]).contains("[2, 4] instead of [2, 3]"))
    #expect(try refusal([Self.tensor("layers.0.weight", [2, 3]), second]).contains("transpose it"))
    let double = SafetensorsFile.Tensor(
      name: "layers.1.weight", dimensions: [2, 3], values: .double([0, 0, 0, 0, 0, 0]))
    #expect(try refusal([first, double]).contains("layers.1.weight of [2, 3] in F64: save it with .float()"))
    let many = try refusal((0..<9).map { Self.tensor("x\($0)", [1]) })
    #expect(many.contains("; and 7 more that do not fit"))
    let infinite = SafetensorsFile.Tensor(
      name: "layers.1.weight", dimensions: [2, 3], values: .float([0, 0, .infinity, 0, 0, 0]))
    #expect(try refusal([first, infinite]).contains("finite numbers in layers.1.weight, found inf at 2"))
  }

  @Test("an input-convex net's weights and variances are at least 0")
  func signs() throws {
    let net = ClassifierArchitecture(
      family: .ioc(layers: 1, width: 2), classes: 2, batchNormalization: .shift)
    let layout = net.parameterLayout(imageShape: ImageShape(channels: 1, height: 1, width: 1))
    func tensors(weight: Float, variance: Float) -> [SafetensorsFile.Tensor] {
      layout.entries.map { entry in
        let value: Float = entry.isNonNegative ? weight : entry.kind == .variance ? variance : -1
        return SafetensorsFile.Tensor(
          name: entry.name, dimensions: entry.dimensions,
          values: .float(Array(repeating: value, count: entry.count)))
      }
    }
    _ = try weights(tensors(weight: 0, variance: 0)).parameters(layout)
    for (weight, variance, name) in [(-1, 0, "layers.1.weight"), (0, -1, "running_var")]
      as [(Float, Float, String)]
    {
      let weights = try weights(tensors(weight: weight, variance: variance))
      let error = #expect(throws: LabError.self) { try weights.parameters(layout) }
      #expect("\(try #require(error))".contains(name))
    }
  }

  /// A header, then as many bytes as it says.
  private func file(_ header: String, _ count: Int) throws -> String {
    var bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    bytes += Array(header.utf8) + Array(repeating: 0, count: count)
    return try folder.file("w.safetensors", bytes)
  }

  @Test("half precision is refused with a way out, and what PyTorch counts batches by is passed over")
  func types() throws {
    let half = try file(#"{"layers.0.weight":{"dtype":"BF16","shape":[3,2],"data_offsets":[0,12]}}"#, 12)
    let error = "\(try #require(#expect(throws: LabError.self) { try StartWeights(reading: half) }))"
    #expect(error.contains("BF16") && error.contains(".float()"))
    let counted = try file(
      #"{"layers.0.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[8,32]},"#
        + #""a.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"#
        + #""layers.1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[32,56]}}"#, 56)
    #expect(
      try StartWeights(reading: counted).parameters(layout).values.array == Array(repeating: 0, count: 12))
    let torn = try file(
      #"{"a.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,80]}}"#, 8)
    #expect(throws: LabError.self) { try StartWeights(reading: torn) }
  }

  @Test(
    "a copy is kept under the digest, by which it is found when the file is gone; a damaged one is refused")
  func store() throws {
    let output = folder.path("out")
    let path = try folder.file(
      "w.safetensors", SafetensorsFile(tensors: [Self.tensor("layers.0.weight", [3, 2])]).encoded())
    let digest = try WeightLibrary(output: output).weights(named: path).digest
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(try WeightLibrary(output: output).weights(named: digest).digest == digest)
    #expect(throws: LabError.self) { try WeightLibrary(output: nil).weights(named: digest) }
    let copy = "\(output)/weights/\(digest).safetensors"
    try AtomicFile.write(SafetensorsFile(tensors: []).encoded(), to: copy)
    let damaged = #expect(throws: LabError.self) { try WeightStore(output: output).weights(digest: digest) }
    #expect("\(try #require(damaged))".contains(copy))
    let nowhere = String(repeating: "0", count: 64)
    let missing = #expect(throws: LabError.self) { try WeightStore(output: output).weights(digest: nowhere) }
    #expect("\(try #require(missing))".contains("put it at \(output)/weights/\(nowhere).safetensors"))
  }
}
