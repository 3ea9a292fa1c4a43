import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("A file of settings") struct SettingsFileTests {
  private typealias File = SettingsFile<ToyLab.Configuration>
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(_ text: String) throws -> File {
    try File(reading: folder.file("a.json", Array(text.utf8)))
  }

  @Test("a complete configuration is read as the settings that complete to it")
  func configuration() throws {
    let configuration = try ToyLab().makeConfiguration(
      Settings([.goal: "0.1", .seed: "18446744073709551615"]))
    let file = try read(CanonicalJSON.pretty(configuration))
    #expect(file.stored == configuration && file.settings == Settings(of: configuration))
    #expect(try ToyLab().makeConfiguration(file.settings).runKey == configuration.runKey)
    #expect(file.settings.name(of: .goal).hasSuffix("a.json: goal"))
    #expect(file.difference(from: configuration) == nil)
  }

  @Test("YAML is what it says, in JSON's form too; an empty file says nothing")
  func yaml() throws {
    #expect(try read("goal: 3").settings == Settings([.goal: "3"]))
    #expect(try read("{\"goal\": 3}").settings == Settings([.goal: "3"]))
    #expect(try read("").settings == Settings() && read("goal: 3").stored == nil)
  }

  @Test("a run of the same settings that is another run is told from one of other settings")
  func difference() throws {
    var configuration = try ToyLab().makeConfiguration(Settings([.goal: "2"]))
    let file = try read(CanonicalJSON.pretty(configuration))
    configuration.numerics = 2
    let difference = try #require(file.difference(from: configuration))
    #expect(difference.contains("arithmetic") && difference.contains(configuration.runKey))
    configuration.goal = 3
    #expect(file.difference(from: configuration) == nil)
  }

  @Test(
    "a damaged configuration is refused in words, not in those of a decoder",
    arguments: [
      ("\"goal\" : 1", "\"goal\" : \"x\"", "a value of another type (at goal)"),
      ("\"goal\" : 1,", "", "none of the name goal"),
      ("\"goal\" : 1", "\"goal\" : null", "nothing"), ("\"rate\" : 0.5", "\"rate\" : -1", "rate: "),
      ("\"goal\" : 1,", "\"goal\" : 1 # no JSON\n,", "no JSON"),
    ])
  func damaged(text: String, other: String, words: String) throws {
    let whole = CanonicalJSON.pretty(ToyLab.Configuration())
    try #require(whole.contains(text), "\(whole)")
    let error = #expect(throws: LabError.self) { try read(whole.replacing(text, with: other)) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("codingPath") == false)
  }
}
