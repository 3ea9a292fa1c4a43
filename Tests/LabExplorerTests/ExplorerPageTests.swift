import Foundation
import LabBase
import LabRuns
import LabSweeps
import TestSupport
import Testing
import ToyLab

@testable import LabExplorer

@Suite("A page over runs")
struct ExplorerPageTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  /// Runs of three goals and two seeds, the last of which is not made.
  private func makeRuns() throws -> [ToyLab.Configuration] {
    var settings = Settings()
    settings[.goal] = "0.5,1,2"
    settings[.seed] = "0,1"
    let runs = try SweepPlan<ToyLab>(name: "walks", settings: settings, lab: ToyLab()).runs
    for run in runs.dropLast() {
      _ = try RunExecutor(store: store).run(ToyLab().makeExperiment(run))
    }
    return runs
  }

  private func write(
    _ runs: [ToyLab.Configuration], title: String = "walks", budget: Int = 10_000_000, computes: Bool = false,
    to name: String = "page.html", force: Bool = false
  ) throws -> ExplorerReport {
    try ExplorerPage(
      ExploredRuns(
        title: title, command: "identity-lab explore \(title)", planned: runs, firstAxes: [.goal],
        store: store,
        words: RunWords(
          name: { "goal \($0.goal)" }, verdict: { record, _ in "answer \(record.answer ?? 0)" },
          facts: { _, _ in [] }, drawing: ["draw"])),
      lab: ToyLab(), choice: .init(budget: budget, computes: computes, channels: 8), threads: 2,
      onProgress: { _, _ in }
    ).write(to: folder.path + "/" + name, force: force)
  }

  /// The JSON of a script element of a page.
  private func json(_ id: String, in page: String) throws -> [String: Any] {
    let html = try String(contentsOfFile: page, encoding: .utf8)
    let start = try #require(html.range(of: "id=\"\(id)\">"))
    let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
    let text = html[start.upperBound..<end.lowerBound]
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("a page has every run and what it answers")
  func aPageHasEveryRunAndWhatItAnswers() throws {
    let runs = try makeRuns()
    let report = try write(runs)
    #expect(report.runs == 6 && report.folder == nil && report.remarks == [])
    let data = try json("data", in: report.page)
    #expect(data["runs"] as? Int == 6)
    #expect(data["axes"] as? [String] == ["goal", "seed"])
    let outcomes = try #require(data["outcomes"] as? [Any])
    #expect(outcomes.last is NSNull && outcomes.first as? String == "fitted")
    // Two seeds are two sets of inputs.
    #expect((data["sets"] as? [Any])?.count == 2)
    let columns = try #require(data["columns"] as? [[String: Any]])
    let goal = try #require(columns.first { $0["key"] as? String == "goal" })
    #expect(goal["values"] as? [Double] == [0.5, 0.5, 1, 1, 2, 2])
    let key = runs[0].runKey
    let answers = try json("part-answers-\(key)", in: report.page)
    let ramps = try #require((answers["families"] as? [String: [String: Any]])?["ramps"])
    let images = try #require(ramps["images"] as? [[Any]])
    #expect(images.count == 5)
    // The first three are in the part of thumbnails, the others here.
    #expect(images[0].last as? String == "thumbs-\(key)" && images[4].count == 2)
    let detail = try json("part-detail-\(key)", in: report.page)
    #expect((detail["panels"] as? [[String: Any]])?.first?["id"] as? String == "walk")
  }

  @Test("a page is the same when it is written again")
  func aPageIsTheSameWhenItIsWrittenAgain() throws {
    let runs = try makeRuns()
    let first = try write(runs)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: first.page))
    let again = try write(runs)
    #expect(try Data(contentsOf: URL(fileURLWithPath: again.page)) == bytes)
  }

  @Test("hostile names end no script and are kept")
  func hostileNamesEndNoScriptAndAreKept() throws {
    let hostile = "</script><img src=x onerror=alert(1)>\u{2028}\"'&{{title}}"
    let report = try write(makeRuns(), title: hostile)
    let html = try String(contentsOfFile: report.page, encoding: .utf8)
    #expect(!html.contains("<img src=x"))
    #expect(try json("data", in: report.page)["title"] as? String == hostile)
  }

  @Test("what does not fit is beside the page")
  func whatDoesNotFitIsBesideThePage() throws {
    let runs = try makeRuns()
    let whole = try write(runs)
    let report = try write(runs, budget: 0, to: "small.html")
    #expect(report.bytes < whole.bytes && report.bytesBeside > 0)
    let folder = try #require(report.folder)
    #expect(folder.hasSuffix("/small-parts"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let data = try json("data", in: report.page)
    #expect((data["partsBeside"] as? [String])?.map { $0 + ".js" }.sorted() == names)
    #expect(names.contains("answers-\(runs[0].runKey).js"))
    let text = try String(contentsOfFile: "\(folder)/thumbs-\(runs[0].runKey).js", encoding: .utf8)
    #expect(text.hasPrefix("identityLab.part(\"thumbs-\(runs[0].runKey)\", {"))
    // Written again with room for all, the folder goes.
    #expect(try write(runs, to: "small.html").folder == nil)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("another file is not replaced")
  func anotherFileIsNotReplaced() throws {
    let runs = try makeRuns()
    let path = folder.path + "/mine.html"
    try Data("<html>mine</html>".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: LabError.self) { try write(runs, to: "mine.html") }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "<html>mine</html>")
    #expect(try write(runs, to: "mine.html", force: true).runs == 6)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/other-parts", withIntermediateDirectories: true)
    try Data("notes".utf8).write(to: URL(fileURLWithPath: folder.path + "/other-parts/notes.txt"))
    #expect(throws: LabError.self) { try write(runs, to: "other.html") }
    #expect(FileManager.default.fileExists(atPath: folder.path + "/other-parts/notes.txt"))
  }

  @Test("answers are kept and measured again where they are damaged")
  func answersAreKeptAndMeasuredAgainWhereTheyAreDamaged() throws {
    let runs = try makeRuns()
    let first = try write(runs)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: first.page))
    let study = store.directory(runs[0].runKey).file("studies/explorer-answers.json")
    #expect(FileManager.default.fileExists(atPath: study))
    let text = try String(contentsOfFile: study, encoding: .utf8)
    // A reference to a tile that is not there.
    let damaged = text.replacing(/"images" : \[\s+\[\s+0,\s+0/) { _ in "\"images\" : [ [ 0, 99" }
    #expect(damaged != text)
    try Data(damaged.utf8).write(to: URL(fileURLWithPath: study))
    #expect(try Data(contentsOf: URL(fileURLWithPath: write(runs).page)) == bytes)
  }

  @Test("a page of runs that are not made says so")
  func aPageOfRunsThatAreNotMadeSaysSo() throws {
    var settings = Settings()
    settings[.goal] = "7,8"
    let runs = try SweepPlan<ToyLab>(name: nil, settings: settings, lab: ToyLab()).runs
    let report = try write(runs)
    let data = try json("data", in: report.page)
    #expect((data["about"] as? [String])?.contains { $0.contains("2 of 2 are not done") } == true)
    #expect((data["answers"] as? [Any])?.allSatisfy { $0 is NSNull } == true)
  }

  /// The command that a page gives for a run makes that run.
  @Test("the command of a run makes it")
  func theCommandOfARunMakesIt() throws {
    let runs = try makeRuns()
    let data = try json("data", in: write(runs).page)
    let commands = try #require((data["commands"] as? [[[String: String]]])?.first)
    let words = try #require(commands.first?["text"]).split(separator: " ").map(String.init)
    #expect(words.prefix(2) == ["identity-lab", "train"])
    var settings = Settings()
    for place in stride(from: 2, to: words.count, by: 2) {
      let setting = try #require(
        ToyLab.Configuration.settings.settings.first { "--\($0.flag)" == words[place] })
      settings[setting.key] = words[place + 1]
    }
    #expect(try ToyLab().makeConfiguration(settings).runKey == runs[0].runKey)
  }
}
