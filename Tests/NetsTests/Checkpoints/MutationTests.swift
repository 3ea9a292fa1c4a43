import Nets
import TestSupport
import Testing

/// Thousands of changed files: each is read or refused, and none ends the program.
@Suite struct MutationTests {
  @Test("changed weights are read or refused; what is read can be written again", arguments: 0..<4)
  func weights(seed: Int) throws {
    let small = SmallNetwork.everyArchitecture[seed]
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let original = SafetensorsFile(
      tensors: Checkpoint.tensors(of: parameters), metadata: ["identity-lab.runKey": "0123456789abcdef"]
    ).encoded()
    var mutator = Mutator(seed: UInt64(seed))
    var (read, loaded) = (0, 0)
    for _ in 0..<5_000 {
      guard let file = try? SafetensorsFile(decoding: mutator.mutated(original)) else { continue }
      read += 1
      let isWhole = file.tensors.allSatisfy { $0.dimensions.reduce(1, *) == $0.values.count }
      let isUnique = Set(file.tensors.map(\.name)).count == file.tensors.count
      #expect(isWhole && isUnique)
      let bytes = file.encoded()
      #expect(try SafetensorsFile(decoding: bytes).encoded() == bytes)
      if (try? Checkpoint.load(file, into: parameters)) != nil { loaded += 1 }
    }
    #expect(read > 500 && read < 4_500 && loaded > 200, "\(read) read, \(loaded) loaded")
  }

  @Test("changed states are restored or refused, and what is restored can go on", arguments: TrainingKind.all)
  func states(_ kind: TrainingKind) throws {
    let original = Checkpoint.state(of: kind.makeTrainer(after: 20)).encoded()
    var mutator = Mutator(seed: 11)
    var (read, restored) = (0, 0)
    for _ in 0..<1_000 {
      guard let file = try? SafetensorsFile(decoding: mutator.mutated(original)) else { continue }
      read += 1
      let trainer = kind.makeTrainer()
      guard (try? Checkpoint.restore(file, into: trainer)) != nil else { continue }
      restored += 1
      #expect(trainer.completedSteps <= TrainingKind.steps)
      trainer.step()
      trainer.step()
      _ = trainer.settledParameters()
    }
    #expect(read > 100 && restored > 30 && restored < 900, "\(read) read, \(restored) restored")
  }

  // Byte by byte a file of many numbers is hit at random; here every kind of number is hit on purpose.
  @Test("numbers changed anywhere in the state do no harm", arguments: TrainingKind.all)
  func numbers(_ kind: TrainingKind) throws {
    let original = Checkpoint.state(of: kind.makeTrainer(after: 20))
    var mutator = Mutator(seed: 12)
    let values = [.nan, .infinity, -.infinity, -5, -1, 0, 0.5, 1, 31, 1e9, 1e19, 1e30, 1e300]
    var restored = 0
    for round in 0..<800 {
      var file = original
      // The last numbers are counters.
      let place = mutator.below(file.tensors.count)
      let tensor = file.tensors[place]
      let count = tensor.values.count
      let index = mutator.below(2) == 0 ? count - 1 : mutator.below(count)
      let value = values[round % values.count]
      let changed: SafetensorsFile.Values
      switch tensor.values {
      case .float(var numbers):
        numbers[index] = Float(value)
        changed = .float(numbers)
      case .double(var numbers):
        numbers[index] = value
        changed = .double(numbers)
      }
      file.tensors[place] = .init(name: tensor.name, dimensions: tensor.dimensions, values: changed)
      let trainer = kind.makeTrainer()
      guard (try? Checkpoint.restore(file, into: trainer)) != nil else { continue }
      restored += 1
      trainer.step()
      trainer.step()
      _ = trainer.settledParameters()
    }
    #expect(restored > 50)
  }
}
