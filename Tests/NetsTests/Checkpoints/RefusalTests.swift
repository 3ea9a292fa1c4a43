import Nets
import TestSupport
import Testing

/// State that no training can have been in: it is refused, and the trainer is then what it was before.
@Suite struct RefusalTests {
  /// A number of a tensor that is changed, and what the refusal is to name.
  struct Change: CustomTestStringConvertible {
    let tensor: String
    /// From the tensor's end where negative.
    let index: Int
    let value: Double
    let words: String
    var testDescription: String { "\(tensor)[\(index)] = \(value)" }
  }

  private static let lowRank = TrainingKind(
    testDescription: "low rank",
    small: SmallNetwork(.fcn(depth: 3, width: 40), ImageShape(channels: 1, height: 3, width: 4)))

  /// Of the second layer of a 12-40-40-12 net.
  static let changes =
    [.nan, .infinity, -1, 0.5, 40, 63, 1e300, -.infinity].map {
      Change(tensor: "optimizer.layers.1.low_rank.order", index: 3, value: $0, words: "order")
    }
    + [.nan, .infinity, -1, 0.25, 1e6].map {
      Change(tensor: "optimizer.layers.1.low_rank.order", index: -1, value: $0, words: "order")
    }
    + [.nan, .infinity, -5, 0.5, 19, 21, 1e300].map {
      Change(tensor: "optimizer.layers.1.low_rank.window", index: -1, value: $0, words: "window")
    }
    + [.nan, -.infinity].map {
      Change(tensor: "optimizer.layers.1.low_rank.window", index: 2, value: $0, words: "window")
    }
    + [.nan, .infinity, -0.5, 1.5].map {
      Change(tensor: "optimizer.layers.1.low_rank.window", index: 162, value: $0, words: "window")
    }
    + [.nan, .infinity].flatMap { value in
      ["velocity", "sum"].map {
        Change(tensor: "optimizer.layers.0.constant_input.\($0)", index: 7, value: value, words: $0)
      }
    }

  private func changed(_ file: SafetensorsFile, _ change: Change) throws -> SafetensorsFile {
    var file = file
    let place = try #require(file.tensors.firstIndex { $0.name == change.tensor })
    let tensor = file.tensors[place]
    var values = tensor.values
    let index = change.index < 0 ? values.count + change.index : change.index
    switch values {
    case .double(var numbers):
      numbers[index] = change.value
      values = .double(numbers)
    case .float(var numbers):
      numbers[index] = Float(change.value)
      values = .float(numbers)
    }
    file.tensors[place] = .init(name: tensor.name, dimensions: tensor.dimensions, values: values)
    return file
  }

  /// Expects a file to be refused, without a trace in the trainer.
  private func expectRefusal(
    _ file: SafetensorsFile, _ kind: TrainingKind, words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let trainer = kind.makeTrainer(after: 4, seed: 5)
    let before = Checkpoint.state(of: trainer).encoded()
    let error = try #require(throws: Checkpoint.MismatchError.self, sourceLocation: sourceLocation) {
      try Checkpoint.restore(file, into: trainer)
    }
    #expect(error.expected.contains(words), "\(error)", sourceLocation: sourceLocation)
    #expect(!error.found.isEmpty && error.found != error.expected, sourceLocation: sourceLocation)
    let isUntouched = Checkpoint.state(of: trainer).encoded() == before
    #expect(isUntouched, sourceLocation: sourceLocation)
    // It goes on as if nobody had tried.
    let other = kind.makeTrainer(after: 4, seed: 5)
    #expect(trainer.step() == other.step(), sourceLocation: sourceLocation)
  }

  @Test("a number that low-rank training cannot have written is refused", arguments: changes)
  func refusesNumbers(_ change: Change) throws {
    let file = Checkpoint.state(of: Self.lowRank.makeTrainer(after: 20))
    try expectRefusal(try changed(file, change), Self.lowRank, words: change.words)
  }

  @Test("two outputs in one column are refused")
  func refusesDuplicates() throws {
    let file = Checkpoint.state(of: Self.lowRank.makeTrainer(after: 20))
    let name = "optimizer.layers.1.low_rank.order"
    guard case .double(let order)? = file[name]?.values else {
      Issue.record("no order")
      return
    }
    let change = Change(tensor: name, index: 3, value: order[4], words: "order")
    try expectRefusal(try changed(file, change), Self.lowRank, words: "order")
  }

  @Test(
    "a sum of squares below 0 is refused",
    arguments: [
      (OptimizerConfiguration.adam(), "exp_avg_sq"), (.rmsprop(), "square_avg"), (.adagrad(), "sum"),
      (.adamax(), "exp_inf"),
    ])
  func refusesNegativeSquares(_ optimizer: OptimizerConfiguration, moment: String) throws {
    let kind = TrainingKind(
      testDescription: moment, small: SmallNetwork.everyArchitecture[1], optimizer: optimizer)
    let file = Checkpoint.state(of: kind.makeTrainer(after: 20))
    let name = "optimizer.layers.1.\(moment)"
    for value in [-1e-30, -5, -Double.infinity] {
      let change = Change(tensor: name, index: 2, value: value, words: moment)
      try expectRefusal(try changed(file, change), kind, words: moment)
    }
  }

  @Test(
    "so are steps and losses that no run has", arguments: TrainingKind.all.filter { $0.clipNorm == nil })
  func refusesMetadata(_ kind: TrainingKind) throws {
    let file = Checkpoint.state(of: kind.makeTrainer(after: 20))
    for text in ["41", "-1", "9223372036854775807", "9223372036854775808", "2e1", "20.0", " 20", "nan", ""] {
      var other = file
      other.metadata["step"] = text
      try expectRefusal(other, kind, words: "steps")
    }
    for text in ["nan", "inf", "-1", "x", "", "1e999"] {
      var other = file
      other.metadata["initialLoss"] = text
      try expectRefusal(other, kind, words: "initial loss")
    }
  }

  @Test("a file that fits but for its last tensor is refused whole", arguments: TrainingKind.all)
  func refusesAtTheEnd(_ kind: TrainingKind) throws {
    let file = Checkpoint.state(of: kind.makeTrainer(after: 20))
    for index in file.tensors.indices.suffix(2) {
      let name = file.tensors[index].name
      var short = file
      short.tensors.remove(at: index)
      try expectRefusal(short, kind, words: name)
      var renamed = file
      renamed.tensors[index] = .init(
        name: name + "x", dimensions: file.tensors[index].dimensions, values: file.tensors[index].values)
      try expectRefusal(renamed, kind, words: name)
    }
  }

  @Test("weights are taken over whole or not at all")
  func loadsWholeFiles() throws {
    let small = SmallNetwork.everyArchitecture[0]
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let before = parameters.values.array
    var file = SafetensorsFile(tensors: Checkpoint.tensors(of: small.makeParameters(seed: 2)))
    file.tensors.removeLast()
    #expect(throws: Checkpoint.MismatchError.self) { try Checkpoint.load(file, into: parameters) }
    #expect(parameters.values.array == before)
  }
}
