import Foundation
import TestSupport
import Testing

@Suite struct SignalTests {
  private let folder: TemporaryFolder
  private let program: Program
  private static let long = [
    "train", "--depth", "3", "--width", "32", "--size", "28", "--steps", "1500", "--tolerance", "0", "--json",
  ]
  /// The files of that training where nobody interrupts it, by name.
  private static let uninterrupted = Result {
    let folder = try TemporaryFolder()
    let program = Program(output: folder.path)
    let directory = try Self.directory(of: program.run(long))
    return Dictionary(
      uniqueKeysWithValues: try ["result.json", "metrics.csv", "model.safetensors"].map { name in
        ("\(directory)/\(name)", try program.file("\(directory)/\(name)"))
      })
  }

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  @Test(
    "a signal saves the state, says so, and the same command goes on to the same bytes",
    arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGUSR1, 75)] as [(Int32, Int32)])
  func once(signal: Int32, code: Int32) throws {
    try expectCheckpoint(code) { kill($0, signal) }
  }

  @Test("signals that come together are one request: the state is saved before the end")
  func together() throws {
    // As `timeout` sends them: to its child, then to the whole group.
    try expectCheckpoint(143) { child in
      kill(child, SIGTERM)
      usleep(10_000)
      kill(child, SIGTERM)
      usleep(10_000)
      kill(child, SIGINT)
    }
  }

  @Test("a sweep that waits for its workers ends at once on a signal that comes a second after the first")
  func later() throws {
    let (process, _, _) = try program.start([
      "sweep", "run", "--name", "s", "--depth", "3", "--width", "32", "--steps", "100000", "--tolerance", "0",
    ])
    let worker = try processOfRun()
    // A worker that does not hear, so that there is something to wait for.
    kill(worker, SIGSTOP)
    defer { kill(worker, SIGKILL) }
    kill(process.processIdentifier, SIGINT)
    usleep(10_000)
    kill(process.processIdentifier, SIGINT)
    usleep(1_500_000)
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
  }

  @Test("a run that another process is at is named, with where to look")
  func held() throws {
    let (process, _, _) = try program.start(Self.long.map { $0 == "1500" ? "100000" : $0 })
    _ = try processOfRun()
    let result = try program.run(Self.long.map { $0 == "1500" ? "100000" : $0 })
    #expect(
      result.exitCode == 69 && result.errors.contains("another process is computing it"), "\(result.errors)")
    #expect(result.errors.contains("status.json"))
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
  }

  /// Interrupts a training and expects its state to be saved, and nothing to be lost by it.
  private func expectCheckpoint(_ code: Int32, interrupt: (pid_t) -> Void) throws {
    let (process, _, errors) = try program.start(Self.long)
    _ = try processOfRun()
    interrupt(process.processIdentifier)
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == code, "\(text)")
    #expect(text.contains("state saved"), "\(text)")
    #expect(!files("state.safetensors").isEmpty)
    _ = try Self.directory(of: program.run(Self.long))
    for (name, content) in try Self.uninterrupted.get() {
      #expect(try program.file(name) == content, "\(name)")
    }
  }

  /// The folder of a run that has come to its end.
  private static func directory(of result: Program.Result) throws -> String {
    try #require(result.exitCode == 0, "\(result.errors)")
    return try #require(object(result.output)["directory"] as? String)
  }

  /// Waits until the one run has begun, which is once its status is there, and says which process is at it.
  private func processOfRun() throws -> pid_t {
    while files("status.json").isEmpty { usleep(10_000) }
    let status = try Self.object(
      String(decoding: program.file("runs/" + files("status.json")[0]), as: UTF8.self))
    return try #require(status["pid"] as? Int32)
  }

  private func files(_ name: String) -> [String] {
    FileManager.default.enumerator(atPath: folder.path("runs"))?.compactMap { $0 as? String }
      .filter { $0.hasSuffix("/" + name) } ?? []
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
