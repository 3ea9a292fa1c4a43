import LabBase
import Nets

/// Weights that runs begin with instead of an initialiser's: a safetensors file, known by the digest of its content.
///
/// What PyTorch's batch normalisation counts, `num_batches_tracked`, is passed over: no net here has it.
package struct StartWeights: Sendable {
  /// SHA-256 of the file's bytes, 64 hex digits.
  package let digest: String
  /// The file's bytes.
  let bytes: [UInt8]
  private let file: SafetensorsFile
  private let path: String

  /// How many of the tensors that do not fit an error names.
  private static let namedProblems = 4

  /// Reads a file.
  ///
  /// - Throws: `LabError.missingInput` or `.inputOutput` where it cannot be read, `.badData` for what is no safetensors file.
  package init(reading path: String) throws(LabError) {
    let bytes = try AtomicFile.read(path)
    do {
      file = try SafetensorsFile(decoding: bytes, passingOver: { $0.hasSuffix(".num_batches_tracked") })
    } catch {
      throw .badData(
        path: path, expected: "weights as a safetensors file in F32: \(error.expected)",
        found:
          "\(error.found); in PyTorch: save_file({k: v.float() for k, v in net.state_dict().items()}, PATH)")
    }
    self.path = path
    self.bytes = bytes
    digest = Digest.sha256(bytes)
  }

  /// The parameters of a net.
  ///
  /// - Throws: `LabError.badData` where the file's tensors are not those of the layout, each with what is wrong, or hold
  ///   numbers that no net can begin with.
  package func parameters(_ layout: ParameterLayout) throws(LabError) -> ParameterBuffer<Float> {
    let parameters = ParameterBuffer<Float>(layout: layout)
    let problems = problems(layout)
    guard problems.isEmpty else {
      let rest = problems.count - Self.namedProblems
      let last = layout.entries.last.map { " to \(Self.text($0.name, $0.dimensions))" } ?? ""
      throw .badData(
        path: path,
        expected: "the net's \(layout.entries.count) tensors in F32, "
          + (layout.entries.first.map { Self.text($0.name, $0.dimensions) } ?? "") + last,
        found: problems.prefix(Self.namedProblems).joined(separator: "; ")
          + (rest > 0 ? "; and \(rest) more that do not fit" : ""))
    }
    for entry in layout.entries {
      guard case .float(let values) = file[entry.name]?.values else { continue }
      try requirePossible(values, entry)
      parameters.copy(values, to: entry)
    }
    return parameters
  }

  /// What does not fit a layout: tensors that it lacks or has otherwise, then those that are not the net's.
  private func problems(_ layout: ParameterLayout) -> [String] {
    let names = Set(layout.entries.map(\.name))
    let found = Dictionary(file.tensors.map { ($0.name, $0) }) { first, _ in first }
    let missing = layout.entries.filter { found[$0.name] == nil }.map(\.name)
    let own = layout.entries.compactMap { entry -> String? in
      let wanted = Self.text(entry.name, entry.dimensions)
      guard let tensor = found[entry.name] else { return "no \(wanted)" }
      if tensor.dimensions != entry.dimensions {
        let isTransposed = tensor.dimensions == entry.dimensions.reversed()
        return "\(Self.text(entry.name, tensor.dimensions)) instead of \(entry.dimensions)"
          + (isTransposed ? ": transpose it, weights are [out, in]" : "")
      }
      if case .double = tensor.values { return "\(wanted) in F64: save it with .float()" }
      return nil
    }
    let others = file.tensors.filter { !names.contains($0.name) }.map { tensor in
      "\(Self.text(tensor.name, tensor.dimensions)), which this net does not have"
        + Spelling.suggestion(for: tensor.name, among: missing)
    }
    // A misspelt name is told best by the file's own.
    return others.isEmpty ? own : others + own
  }

  private func requirePossible(_ values: [Float], _ entry: ParameterEntry) throws(LabError) {
    let isAtLeastZero = entry.isNonNegative || entry.kind == .variance
    guard let place = values.firstIndex(where: { !$0.isFinite || (isAtLeastZero && $0 < 0) }) else { return }
    throw .badData(
      path: path,
      expected: "finite numbers\(isAtLeastZero ? " of at least 0" : "") in \(entry.name)",
      found: "\(values[place]) at \(place)")
  }

  private static func text(_ name: String, _ dimensions: [Int]) -> String { "\(name) of \(dimensions)" }
}
