import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("A filter chooses runs as its words say")
struct RunFilterTests {
  private let folder: TemporaryFolder
  private let fitted: RunSnapshot<ToyLab>
  private let pending: RunSnapshot<ToyLab>

  /// A run that came to its goal, and one that nobody has started.
  init() throws {
    folder = try TemporaryFolder()
    let store = RunStore<ToyLab>(output: folder.path)
    let lab = ToyLab()
    let done = try lab.makeConfiguration(Settings([.goal: "3", .seed: "18446744073709551615"]))
    _ = try RunExecutor(store: store).run(lab.makeExperiment(done))
    fitted = RunSnapshot(done, in: store.directory(done.runKey))
    let other = try lab.makeConfiguration(Settings([.goal: "5", .rate: "0.25"]))
    pending = RunSnapshot(other, in: store.directory(other.runKey))
  }

  @Test(
    "comparisons, their signs, and what binds first",
    arguments: [
      ("goal=3", true), ("goal=3.0", true), ("goal!=3", false), ("goal<3", false), ("goal<=3", true),
      ("goal > 2.9e0", true), ("goal>=3.1", false), ("rate=0.5 and steps=40", true),
      ("goal=1 or goal=3 and rate=0.5", true), ("(goal=1 or goal=3) and rate=0.1", false),
      ("not goal=3 or rate=0.5", true), ("not (goal=3 or rate=0.5)", false), ("not not goal=3", true),
      ("state=fitted", true), ("outcome='fitted'", true), ("state!=\"plateau\"", true), ("loss<1e-3", true),
      ("answer>2.99 and answer<3.01", true), ("steps-done=40", true), ("stepsDone<40", false),
      ("seed=18446744073709551615", true), ("seed=18446744073709551614", false), ("steps>-1", true),
      ("date>2020-01-01 and date<9000-01-01T00:00:00Z", true), ("seconds>=0", true),
    ])
  func fitted(_ text: String, isChosen: Bool) throws {
    #expect(try RunFilter<ToyLab>(text).accepts(fitted) == isChosen)
  }

  @Test(
    "what a run does not have compares as false",
    arguments: [
      ("loss<1e9", false), ("loss>=1e9", false), ("answer!=0", false), ("not answer!=0", true),
      ("state=pending", true), ("date<9000-01-01", false), ("goal=5", true),
    ])
  func pending(_ text: String, isChosen: Bool) throws {
    #expect(try RunFilter<ToyLab>(text).accepts(pending) == isChosen)
  }

  @Test("a run is chosen by its key")
  func key() throws {
    #expect(try RunFilter<ToyLab>("run=\(fitted.runKey)").accepts(fitted))
    #expect(try !RunFilter<ToyLab>("run=\(fitted.runKey)").accepts(pending))
  }

  @Test(
    "a text that cannot be says where and what was expected",
    arguments: [
      ("", "the end at character 1", "a comparison"),
      ("goal", "the end at character 5", "a comparison of goal"),
      ("goal=", "the end at character 6", "compare goal"),
      ("gaol=1", "\"gaol\" at character 1", "did you mean \"goal\"?"),
      ("goal=1 and rte>2", "\"rte\" at character 12", "did you mean \"rate\"?"),
      ("goal==1", "\"==\" at character 5", "one of = != < <= > >="), ("goal=<1", "\"=<\"", "one of ="),
      ("goal=x", "\"x\" at character 6", "a number"), ("goal=nan", "\"nan\" at character 6", "a number"),
      ("goal=1 goal=2", "\"goal\" at character 8", "\"and\", \"or\" or the end"),
      ("(goal=1", "the end at character 8", "\")\""), ("goal=1)", "\")\" at character 7", "the end"),
      ("state>fitted", "\">\" at character 6", "state has no order"),
      ("state=fited", "\"fited\" at character 7", "did you mean \"fitted\"?"),
      ("state='fitted", "begins with ' at character 7", "another '"),
      ("and", "\"and\" at character 1", "a comparison"),
      ("goal=1 or", "the end at character 10", "a comparison"),
      ("date>yesterday", "\"yesterday\"", "2026-05-04"),
      ("'goal'=1", "\"goal\" at character 1", "a comparison"),
      ("é😀=1", "\"é😀\" at character 1", "one of goal"),
    ])
  func malformed(_ text: String, found: String, expected: String) throws {
    let error = try #require(throws: LabError.self) { try RunFilter<ToyLab>(text) }
    #expect(error.exitCode == 78)
    #expect(error.description.hasPrefix("where: "), "\(error)")
    #expect(error.description.contains(found) && error.description.contains(expected), "\(error)")
  }

  @Test(
    "nesting without end is an error and long chains are not",
    arguments: [
      String(repeating: "(", count: 200_000), String(repeating: "not ", count: 100_000) + "goal=1",
      String(repeating: "(not ", count: 60) + "goal=1" + String(repeating: ")", count: 60),
    ])
  func hostile(_ text: String) throws {
    let error = try #require(throws: LabError.self) { try RunFilter<ToyLab>(text) }
    #expect(error.description.contains("at most 100"))
  }

  @Test("a thousand alternatives are read")
  func chain() throws {
    let text = (1...1000).map { "goal=\($0)" }.joined(separator: " or ")
    #expect(try RunFilter<ToyLab>(text).accepts(fitted))
  }
}
