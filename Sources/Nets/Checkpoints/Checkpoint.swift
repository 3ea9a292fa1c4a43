/// A network's weights, and in the middle of a run everything else that its next step depends on.
public enum Checkpoint {
  /// What does not fit when weights or state are loaded.
  public struct MismatchError: Error, Equatable, Sendable {
    /// What the network needs.
    public let expected: String
    /// What the file holds.
    public let found: String
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

  /// Weights, optimiser buffers (`optimizer.NAME`), steps done and initial loss of a run in the middle.
  public static func state(of trainer: Trainer<Float>) -> SafetensorsFile {
    let buffers = trainer.optimizer.state.map { state in
      SafetensorsFile.Tensor(
        name: statePrefix + state.name, dimensions: [state.values.count], values: .float(state.values.array))
    }
    // Double's description reads back to the same bits.
    var metadata = ["step": String(trainer.completedSteps)]
    metadata["initialLoss"] = trainer.initialLoss.map { "\($0)" }
    return SafetensorsFile(tensors: tensors(of: trainer.network.parameters) + buffers, metadata: metadata)
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
      than: trainer.optimizer.state.map { statePrefix + $0.name })
    for state in trainer.optimizer.state {
      state.values.copy(
        from: try floats(file, name: statePrefix + state.name, dimensions: [state.values.count]))
    }
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
    let expected = "\(name) of \(dimensions) in F32"
    guard let tensor = file[name] else {
      throw MismatchError(expected: expected, found: "no such tensor")
    }
    switch tensor.values {
    case .float(let values) where tensor.dimensions == dimensions: return values
    case .float: throw MismatchError(expected: expected, found: "\(tensor.dimensions) in F32")
    case .double: throw MismatchError(expected: expected, found: "\(tensor.dimensions) in F64")
    }
  }
}
