import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite struct TrainingRecipeTests {
  @Test(
    "the rate falls with depth and with what a unit reads, in three digits",
    arguments: [
      ([.depth: "1", .width: "64"], 0.006), ([.depth: "20", .width: "32"], 0.0003),
      ([.depth: "2", .width: "8"], 0.0012),
      ([.depth: "24", .width: "8"], 0.00025), ([.depth: "24", .width: "128"], 0.000075),
      ([.depth: "5", .width: "128", .kernelSize: "3"], 0.000208),
      ([.architecture: "fcn", .depth: "9", .width: "2048"], 0.000117),
      ([.architecture: "fcn", .depth: "3", .width: "16"], 0.000306),
    ] as [([SettingKey: String], Double)])
  func rate(settings: [SettingKey: String], expected: Double) throws {
    let words: [SettingKey: String] = [.recipe: "auto", .image: "builtin:7"]
    let configuration = try ReconstructionLab.builtIn().makeConfiguration(
      Settings(words.merging(settings) { $1 }))
    #expect(configuration.learningRate == expected)
    #expect(configuration.optimizer == .adam && configuration.normalize == .none)
    #expect(configuration.initializer == .xavierNormal && configuration.steps == 10000)
  }

  @Test("what is said beside a recipe wins, and its rate is for its rule alone")
  func overrides() throws {
    func made(_ values: [SettingKey: String]) throws -> ReconstructionConfiguration {
      let words: [SettingKey: String] = [.recipe: "auto", .image: "builtin:7", .width: "8"]
      return try ReconstructionLab.builtIn().makeConfiguration(Settings(words.merging(values) { $1 }))
    }
    #expect(try made([.learningRate: "0.5"]).learningRate == 0.5)
    #expect(try made([.optimizer: "sgd"]).learningRate == 0.01)
    #expect(try made([.normalize: "mnist"]).normalize == .mnist)
    // A configuration is its settings, whatever they were called for short.
    let complete = try made([:])
    #expect(try made(Settings(of: complete).values.filter { $0.key != .recipe }) == complete)
  }

  @Test("a hint names what was not tried yet")
  func hints() throws {
    let lab = ReconstructionLab.builtIn()
    let plain = try lab.makeConfiguration(Settings([.image: "builtin:7", .learningRate: "100"]))
    let auto = try lab.makeConfiguration(Settings([.image: "builtin:7", .recipe: "auto"]))
    let endless = try lab.makeConfiguration(Settings([.image: "builtin:7", .tolerance: "0"]))
    #expect(TrainingHint.text(.fitted, plain) == nil && TrainingHint.text(.descending, endless) == nil)
    #expect(TrainingHint.text(.plateau, plain)?.contains("--recipe auto") == true)
    #expect(TrainingHint.text(.plateau, auto)?.contains("try another --seed") == true)
    #expect(TrainingHint.text(.diverged, plain)?.contains("--learning-rate 0.01") == true)
    #expect(TrainingHint.text(.diverged, auto)?.contains("--recipe auto") == false)
    #expect(TrainingHint.text(.descending, auto) == "try more steps (--steps 100000)")
  }
}
