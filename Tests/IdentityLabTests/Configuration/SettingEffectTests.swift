import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

/// Settings that do nothing for a net, and how everything that reads settings copes with them.
@Suite("Settings without effect") struct SettingEffectTests {
  private let lab = ReconstructionLab.builtIn()

  private func make(_ values: [SettingKey: String]) throws -> ReconstructionConfiguration {
    try lab.makeConfiguration(Settings([.size: "6", .width: "4", .kernelSize: "3"].merging(values) { $1 }))
  }

  /// A setting, a value of it, a net on which it has no effect, and what is said of it.
  static let cases: [(SettingKey, String, [SettingKey: String], String)] = [
    (.momentum, "0.5", [.optimizer: "adam"], "adam"), (.epsilon, "0.5", [:], "sgd"),
    (.kernelSize, "5", [.architecture: "fcn"], "fcn"),
    (.kernelSize, "5", [.architecture: "resnet", .depth: "2"], "resnet"),
    (.batchSize, "9", [:], "builtin:7"), (.width, "9", [.depth: "1"], "cnn, depth 1"),
    (.width, "9", [.depth: "1", .architecture: "fcn"], "fcn, depth 1"),
    (.activation, "tanh", [.depth: "1"], "cnn, depth 1"),
    (.activation, "linear", [.depth: "1", .architecture: "fcn"], "fcn, depth 1"),
  ]

  @Test("it makes no second run, stands in no configuration, and is named with the reason", arguments: cases)
  func noSecondRun(key: SettingKey, text: String, net: [SettingKey: String], reason: String) throws {
    var said = Settings([.size: "6"].merging(net) { $1 })
    let without = try lab.makeConfiguration(said)
    said[key] = text
    let with = try lab.makeConfiguration(said)
    #expect(with == without && with.runKey == without.runKey)
    #expect(with.text(of: key).isEmpty && !with.canonicalJSON.contains("\"\(key.rawValue)\""))
    #expect(with.ineffective(said) == [key] && with.reason(ineffective: key) == reason)
    #expect(
      try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(with.canonicalJSON.utf8)) == with)
  }

  @Test("a value that cannot be is refused all the same", arguments: cases)
  func refused(key: SettingKey, text: String, net: [SettingKey: String], reason: String) {
    #expect(throws: LabError.self) { try make(net.merging([key: "-2"]) { $1 }) }
  }

  @Test("it has an effect elsewhere, and what is given there is not complained about")
  func effect() throws {
    for settings in [
      [:], [.architecture: "fcn", .optimizer: "adam"], [.architecture: "resnet-conv", .depth: "2"],
    ]
      as [[SettingKey: String]]
    {
      let configuration = try make(settings)
      #expect(configuration.ineffective(Settings(of: configuration)).isEmpty)
    }
    let deep: [SettingKey: String] = [.depth: "2"]
    #expect(try make(deep).runKey != make(deep.merging([.width: "5"]) { $1 }).runKey)
    // No limit on the gradient is a choice, not a setting without effect.
    #expect(try make([:]).isAffected(by: .clipNorm) && !make([:]).fits("1", of: .clipNorm))
  }

  @Test("nets of one layer need no memory for a width that they do not have")
  func cost() throws {
    let narrow = try make([.architecture: "fcn", .depth: "1"])
    #expect(CostEstimate(narrow).parameters == 36 * 36)
    #expect(
      CostEstimate(narrow).memory
        == CostEstimate(try make([.architecture: "fcn", .depth: "1", .width: "900000"])).memory)
  }

  /// The text of a net of one layer by an earlier program, which wrote a width and a function that it does not have.
  private func earlier(_ configuration: ReconstructionConfiguration) -> String {
    configuration.canonicalJSON.replacing(
      "{\"architecture\"", with: "{\"activation\":\"relu\",\"architecture\""
    )
    .replacing("\"warmupSteps\"", with: "\"width\":4,\"warmupSteps\"")
    .replacing("\"zoneThreshold\"", with: "\"width\":4,\"zoneThreshold\"")
  }

  @Test(
    "an earlier program's net of one layer is read under its own key, and made again it is the same net's new run"
  )
  func earlierProgram() throws {
    let configuration = try make([.depth: "1"])
    let text = earlier(configuration)
    let stored = try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(text.utf8))
    #expect(stored.width == 4 && stored.activation == .relu && stored.canonicalJSON == text)
    #expect(stored.runKey != configuration.runKey)
    let weights = [stored, configuration].map { configuration in
      let parameters = configuration.makeInitialParameters()
      return parameters.layout.entries.map(parameters.array)
    }
    #expect(weights[0] == weights[1])
    #expect(try lab.makeConfiguration(Settings(of: stored)) == configuration)
    #expect(RunLabels([stored, configuration]).label(stored) == "depth\u{A0}1")
    for (word, other) in [("\"width\":4", "\"width\":-4"), ("relu", "rleu")] {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(
          ReconstructionConfiguration.self, from: Data(text.replacing(word, with: other).utf8))
      }
    }
    let deep = try make([.depth: "2"]).canonicalJSON.replacing("\"width\":4,", with: "")
    #expect(throws: LabError.self) {
      try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(deep.utf8))
    }
  }

  @Test("a choice of runs, a table and a label take a net of one layer for every width and function")
  func readers() throws {
    let stored = try StoredRuns()
    let plan = try stored.plan([.depth: "1,2", .width: "2,4", .activation: "relu,linear"])
    #expect(plan.runs.count == 5 && plan.axes.map(\.key) == [.depth, .width, .activation])
    let shallow = plan.runs[0]
    #expect(try RunSelection<ReconstructionLab>(Settings([.width: "4", .depth: "1"])).contains(shallow))
    #expect(try !RunSelection<ReconstructionLab>(Settings([.width: "4", .depth: "2"])).contains(shallow))
    #expect(plan.runs.values(of: .width) == ["2", "4"] && [shallow].values(of: .width) == [""])
    let runs = try plan.runs.map { try stored.add($0) }
    let table = ReconstructionTable(runs, rows: .depth, columns: .width)
    #expect(table.columns == ["2", "4"])
    #expect(table.cells(\.count) == [[1, 1], [2, 2]])
    let labels = RunLabels(plan.runs)
    #expect(labels.label(shallow) == "depth\u{A0}1")
    #expect(labels.label(plan.runs[1]) == "relu\u{A0}· depth\u{A0}2\u{A0}· width\u{A0}2")
    #expect(RunLabels([shallow, try stored.configuration([.depth: "3"])]).label(shallow) == "depth\u{A0}1")
  }

  @Test("the shipped figure of fully connected nets counts its net of one layer among linear and ReLU ones")
  func fcnDepth() throws {
    let recipe = try FigureRecipe<ReconstructionLab>(
      yaml: try String(contentsOfFile: Self.figures + "/fcn-depth.yaml", encoding: .utf8),
      name: "fcn-depth.yaml")
    let runs = try recipe.plan(.quick, overrides: Settings([.size: "6", .image: "builtin:7"]), lab: lab).runs
    #expect(runs.filter { $0.depth == 1 }.count == 1)
    for (function, depths) in [("linear", [1, 2, 6]), ("relu", [1, 3, 6])] {
      let selection = try RunSelection<ReconstructionLab>(Settings([.activation: function]))
      #expect(runs.filter(selection.contains).map(\.depth).sorted() == depths, "\(function)")
    }
  }

  private static let figures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Figures").standardizedFileURL.path
}
