import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Numbers and words of a run are known by name")
struct RunQuantityTests {
  private typealias Quantity = RunQuantity<ToyLab>

  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  private func snapshot(_ settings: [SettingKey: String]) throws -> RunSnapshot<ToyLab> {
    let lab = ToyLab()
    let configuration = try lab.makeConfiguration(Settings(settings))
    _ = try RunExecutor(store: store).run(lab.makeExperiment(configuration))
    return RunSnapshot(configuration, in: store.directory(configuration.runKey))
  }

  @Test("every name and every other word for it means one quantity")
  func names() throws {
    let words = Quantity.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(words).count == words.count)
    for quantity in Quantity.all {
      for word in [quantity.name] + quantity.aliases {
        #expect(try Quantity.named(word, option: "x").name == quantity.name)
      }
    }
  }

  @Test("settings, findings and what is known of every run have values")
  func values() throws {
    let run = try snapshot([.goal: "3"])
    func value(_ name: String) throws -> QuantityValue? {
      try Quantity.named(name, option: "columns").value(of: run)
    }
    #expect(try value("goal") == QuantityValue(3))
    #expect(try value("seed") == QuantityValue("0", number: 0))
    #expect(try value("answer")?.number == run.record?.answer)
    #expect(try value("loss")?.number == run.record?.finalLoss)
    #expect(try value("steps-done") == QuantityValue(40))
    #expect(try value("state") == QuantityValue("fitted"))
    #expect(try value("run")?.text == run.runKey)
    let date = try #require(try value("date"))
    #expect(date.text == run.status?.heartbeat && (date.number ?? 0) > 1.5e9)
  }

  @Test("a finding of a run that is not fitted is nil, its loss is not", arguments: ["1e-9", "3"])
  func unfitted(rate: String) throws {
    let run = try snapshot([.rate: rate, .steps: "3000"])
    #expect(run.state == (rate == "3" ? "diverged" : "plateau"))
    #expect(try Quantity.named("answer", option: "x").value(of: run) == nil)
    #expect(try Quantity.named("stepsDone", option: "x").number(of: run) ?? 0 > 0)
    if rate == "1e-9" {
      #expect(run.record?.answer != nil)
      #expect(try Quantity.named("loss", option: "x").value(of: run) != nil)
    }
  }

  @Test("a list of words is read in its order, and says what is wrong with one")
  func lists() throws {
    #expect(try Quantity.list("loss, rate", option: "columns").map(\.name) == ["loss", "rate"])
    let unknown = try #require(throws: LabError.self) { try Quantity.list("loss,anser", option: "columns") }
    #expect(unknown.description.contains("columns: \"anser\"") && unknown.description.contains("\"answer\"?"))
    let twice = try #require(throws: LabError.self) { try Quantity.list("loss,finalLoss", option: "columns") }
    #expect(twice.description.contains("loss twice"))
    #expect(throws: LabError.self) { try Quantity.list("loss,", option: "columns") }
  }
}
