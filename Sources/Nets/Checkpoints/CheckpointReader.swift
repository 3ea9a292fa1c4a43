/// What a file holds for a network and its training: read and judged without anything being overwritten, so that a file
/// that does not fit leaves no trace.
struct CheckpointReader {
  /// What the names of training state begin with, before the layer's.
  static let statePrefix = "optimizer."

  let file: SafetensorsFile

  /// The weights' values in the layout's order.
  ///
  /// - Parameter isOfRun: whether they are to be finite, as those of a run that goes on are.
  func weights(
    _ layout: ParameterLayout, isOfRun: Bool
  ) throws(Checkpoint.MismatchError) -> [[Float]] {
    try refuseOthers(
      file.tensors.filter { !$0.name.hasPrefix(Self.statePrefix) }, than: layout.entries.map(\.name))
    var weights: [[Float]] = []
    for entry in layout.entries {
      let values = try floats(entry.name, dimensions: entry.dimensions)
      if isOfRun {
        let largest = Double(Float.greatestFiniteMagnitude)
        let kind: StateDomain.Kind = entry.kind == .variance ? .within(0...largest) : .finite
        try check(values, [StateDomain(kind, count: values.count)], name: entry.name, completedSteps: 0)
      }
      weights.append(values)
    }
    return weights
  }

  /// The values of training state, block by block.
  func state(
    _ blocks: [TrainingState<Float>], completedSteps: Int
  ) throws(Checkpoint.MismatchError) -> [SafetensorsFile.Values] {
    try refuseOthers(
      file.tensors.filter { $0.name.hasPrefix(Self.statePrefix) },
      than: blocks.map { Self.statePrefix + $0.name })
    var state: [SafetensorsFile.Values] = []
    for block in blocks {
      let name = Self.statePrefix + block.name
      switch block.values {
      case .scalars:
        let values = try floats(name, dimensions: [block.count])
        try check(values, block.domains, name: name, completedSteps: completedSteps)
        state.append(.float(values))
      case .doubles:
        let values = try doubles(name, count: block.count)
        try check(values, block.domains, name: name, completedSteps: completedSteps)
        state.append(.double(values))
      }
    }
    return state
  }

  /// The number of steps done, in a run of at most `limit`.
  func completedSteps(limit: Int) throws(Checkpoint.MismatchError) -> Int {
    let text = file.metadata["step"]
    guard let step = text.flatMap(Int.init), step >= 0, step <= limit else {
      throw Checkpoint.MismatchError(
        expected: "the number of steps done, of at most \(limit)", found: text.map { "\"\($0)\"" } ?? "none")
    }
    return step
  }

  /// The loss at the start of the run; nil of a run that has not begun.
  func initialLoss() throws(Checkpoint.MismatchError) -> Double? {
    guard let text = file.metadata["initialLoss"] else { return nil }
    guard let loss = Double(text), loss.isFinite, loss >= 0 else {
      throw Checkpoint.MismatchError(
        expected: "the run's initial loss, finite and at least 0", found: "\"\(text)\"")
    }
    return loss
  }

  private func check<Number: BinaryFloatingPoint>(
    _ values: [Number], _ domains: [StateDomain], name: String, completedSteps: Int
  ) throws(Checkpoint.MismatchError) {
    var first = 0
    for domain in domains {
      let stretch = values[first..<first + domain.count]
      if let index = domain.firstViolation(in: stretch, completedSteps: completedSteps) {
        let expected = domain.expectation(completedSteps: completedSteps)
        throw Checkpoint.MismatchError(
          expected: "\(expected) in \(name)[\(first)..<\(first + domain.count)]",
          found: "\(values[index]) at \(index)")
      }
      first += domain.count
    }
  }

  /// A file with more in it than is read is another network's or optimiser's.
  private func refuseOthers(
    _ tensors: [SafetensorsFile.Tensor], than names: [String]
  ) throws(Checkpoint.MismatchError) {
    if let other = tensors.first(where: { !names.contains($0.name) }) {
      throw Checkpoint.MismatchError(
        expected: names.isEmpty ? "no state" : "no more than \(names.joined(separator: ", "))",
        found: "\(other.name) of \(other.dimensions)")
    }
  }

  private func floats(_ name: String, dimensions: [Int]) throws(Checkpoint.MismatchError) -> [Float] {
    let tensor = try tensor(name, dimensions: dimensions, type: "F32")
    guard case .float(let values) = tensor.values else {
      throw mismatch(tensor, dimensions: dimensions, type: "F32")
    }
    return values
  }

  private func doubles(_ name: String, count: Int) throws(Checkpoint.MismatchError) -> [Double] {
    let tensor = try tensor(name, dimensions: [count], type: "F64")
    guard case .double(let values) = tensor.values else {
      throw mismatch(tensor, dimensions: [count], type: "F64")
    }
    return values
  }

  /// The tensor of a name, if it has these extents.
  private func tensor(
    _ name: String, dimensions: [Int], type: String
  ) throws(Checkpoint.MismatchError) -> SafetensorsFile.Tensor {
    guard let tensor = file[name] else {
      throw Checkpoint.MismatchError(
        expected: "\(name) of \(dimensions) in \(type)", found: "no such tensor")
    }
    guard tensor.dimensions == dimensions else {
      throw mismatch(tensor, dimensions: dimensions, type: type)
    }
    return tensor
  }

  private func mismatch(
    _ tensor: SafetensorsFile.Tensor, dimensions: [Int], type: String
  ) -> Checkpoint.MismatchError {
    let found =
      switch tensor.values {
      case .float: "F32"
      case .double: "F64"
      }
    return Checkpoint.MismatchError(
      expected: "\(tensor.name) of \(dimensions) in \(type)", found: "\(tensor.dimensions) in \(found)")
  }
}
