/// A network's weights, and in the middle of a run everything else that its next step depends on.
public enum Checkpoint {
  /// What does not fit when weights or state are loaded.
  public struct MismatchError: Error, Equatable, Sendable {
    /// What the network needs.
    public let expected: String
    /// What the file holds.
    public let found: String

    /// States both.
    public init(expected: String, found: String) {
      self.expected = expected
      self.found = found
    }
  }

  /// The weights as named tensors, in layer order.
  public static func tensors(of parameters: ParameterBuffer<Float>) -> [SafetensorsFile.Tensor] {
    parameters.layout.entries.map { entry in
      SafetensorsFile.Tensor(
        name: entry.name, dimensions: entry.dimensions, values: .float(parameters.array(of: entry)))
    }
  }

  /// Overwrites the weights with the file's tensors of the same names and shapes.
  ///
  /// State of an optimiser in the file is passed over.
  ///
  /// - Throws: ``MismatchError`` where one is missing, of another shape or type, or of no layer of this network.
  public static func load(
    _ file: SafetensorsFile, into parameters: ParameterBuffer<Float>
  ) throws(MismatchError) {
    let names = parameters.layout.entries.map(\.name)
    try refuseOthers(file.tensors.filter { !$0.name.hasPrefix(statePrefix) }, than: names)
    for entry in parameters.layout.entries {
      parameters.copy(
        try floats(file, name: entry.name, dimensions: entry.dimensions), to: entry)
    }
  }

  /// Weights, what the optimiser keeps for each layer (`optimizer.LAYER.NAME`), steps done and initial loss of a run
  /// in the middle.
  public static func state(of trainer: Trainer<Float>) -> SafetensorsFile {
    let buffers = trainer.state.map { state in
      let values: SafetensorsFile.Values =
        switch state.values {
        case .scalars(let buffer): .float(buffer.array)
        case .doubles(let buffer): .double(buffer.array)
        }
      return SafetensorsFile.Tensor(
        name: statePrefix + state.name, dimensions: [values.count], values: values)
    }
    // Double's description reads back to the same bits.
    var metadata = ["step": String(trainer.completedSteps)]
    metadata["initialLoss"] = trainer.initialLoss.map { "\($0)" }
    return SafetensorsFile(tensors: tensors(of: trainer.settledParameters()) + buffers, metadata: metadata)
  }

  /// Puts a trainer back to where `state(of:)` was taken.
  ///
  /// - Throws: ``MismatchError`` where the file is of another network or optimiser; the trainer is then unusable.
  public static func restore(_ file: SafetensorsFile, into trainer: Trainer<Float>) throws(MismatchError) {
    guard let step = file.metadata["step"].flatMap(Int.init), step >= 0 else {
      throw MismatchError(expected: "the number of steps done", found: file.metadata["step"] ?? "none")
    }
    let initialLoss = file.metadata["initialLoss"].map { (text: $0, value: Double($0)) }
    if let initialLoss, initialLoss.value == nil {
      throw MismatchError(expected: "the run's initial loss", found: initialLoss.text)
    }
    try load(file, into: trainer.network.parameters)
    try refuseOthers(
      file.tensors.filter { $0.name.hasPrefix(statePrefix) },
      than: trainer.state.map { statePrefix + $0.name })
    for state in trainer.state {
      let name = statePrefix + state.name
      switch state.values {
      case .scalars(let buffer):
        buffer.copy(from: try floats(file, name: name, dimensions: [buffer.count]))
      case .doubles(let buffer):
        buffer.copy(from: try doubles(file, name: name, count: buffer.count))
      }
    }
    trainer.stateWasRestored()
    trainer.completedSteps = step
    trainer.initialLoss = initialLoss?.value
  }

  private static let statePrefix = "optimizer."

  /// A file with more in it than is read is another network's or optimiser's.
  private static func refuseOthers(
    _ tensors: [SafetensorsFile.Tensor], than names: [String]
  ) throws(MismatchError) {
    if let other = tensors.first(where: { !names.contains($0.name) }) {
      throw MismatchError(
        expected: names.isEmpty ? "no state" : "no more than \(names.joined(separator: ", "))",
        found: "\(other.name) of \(other.dimensions)")
    }
  }

  private static func floats(
    _ file: SafetensorsFile, name: String, dimensions: [Int]
  ) throws(MismatchError) -> [Float] {
    let tensor = try tensor(file, name: name, dimensions: dimensions, type: "F32")
    guard case .float(let values) = tensor.values, tensor.dimensions == dimensions else {
      throw mismatch(tensor, name: name, dimensions: dimensions, type: "F32")
    }
    return values
  }

  private static func doubles(
    _ file: SafetensorsFile, name: String, count: Int
  ) throws(MismatchError) -> [Double] {
    let tensor = try tensor(file, name: name, dimensions: [count], type: "F64")
    guard case .double(let values) = tensor.values, tensor.dimensions == [count] else {
      throw mismatch(tensor, name: name, dimensions: [count], type: "F64")
    }
    return values
  }

  private static func tensor(
    _ file: SafetensorsFile, name: String, dimensions: [Int], type: String
  ) throws(MismatchError) -> SafetensorsFile.Tensor {
    guard let tensor = file[name] else {
      throw MismatchError(expected: "\(name) of \(dimensions) in \(type)", found: "no such tensor")
    }
    return tensor
  }

  private static func mismatch(
    _ tensor: SafetensorsFile.Tensor, name: String, dimensions: [Int], type: String
  ) -> MismatchError {
    let found =
      switch tensor.values {
      case .float: "F32"
      case .double: "F64"
      }
    return MismatchError(
      expected: "\(name) of \(dimensions) in \(type)", found: "\(tensor.dimensions) in \(found)")
  }
}
