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

  /// Overwrites the weights with the file's tensors of the same names and shapes, whatever numbers they are: those of a
  /// run that diverged are not all finite.
  ///
  /// State of an optimiser in the file is passed over.
  ///
  /// - Throws: ``MismatchError`` where one is missing, of another shape or type, or of no layer of this network; the
  ///   weights are then what they were.
  public static func load(
    _ file: SafetensorsFile, into parameters: ParameterBuffer<Float>
  ) throws(MismatchError) {
    write(try CheckpointReader(file: file).weights(parameters.layout, isOfRun: false), to: parameters)
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
        name: CheckpointReader.statePrefix + state.name, dimensions: [values.count], values: values)
    }
    // Double's description reads back to the same bits.
    var metadata = ["step": String(trainer.completedSteps)]
    metadata["initialLoss"] = trainer.initialLoss.map { "\($0)" }
    return SafetensorsFile(tensors: tensors(of: trainer.settledParameters()) + buffers, metadata: metadata)
  }

  /// Puts a trainer back to where `state(of:)` was taken.
  ///
  /// - Throws: ``MismatchError`` where the file is of another network or optimiser, or holds numbers that no run can
  ///   have written, see ``StateDomain``; the trainer is then what it was.
  public static func restore(_ file: SafetensorsFile, into trainer: Trainer<Float>) throws(MismatchError) {
    let reader = CheckpointReader(file: file)
    let completedSteps = try reader.completedSteps(limit: trainer.configuration.steps)
    let initialLoss = try reader.initialLoss()
    let weights = try reader.weights(trainer.network.parameters.layout, isOfRun: true)
    let blocks = trainer.state
    let state = try reader.state(blocks, completedSteps: completedSteps)
    // All of it fits: from here on nothing is refused.
    write(weights, to: trainer.network.parameters)
    for (block, values) in zip(blocks, state) {
      switch (block.values, values) {
      case (.scalars(let buffer), .float(let numbers)): buffer.copy(from: numbers)
      case (.doubles(let buffer), .double(let numbers)): buffer.copy(from: numbers)
      default: preconditionFailure("\(block.name) was read in another type than it has")
      }
    }
    trainer.stateWasRestored()
    trainer.completedSteps = completedSteps
    trainer.initialLoss = initialLoss
  }

  private static func write(_ weights: [[Float]], to parameters: ParameterBuffer<Float>) {
    for (entry, values) in zip(parameters.layout.entries, weights) { parameters.copy(values, to: entry) }
  }
}
