import Foundation
import TestSupport
import Testing

@Suite("Commands that differentiate nets")
struct SensitivityCommandTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
    let sweep = try program.run(
      "sweep", "run", "--name", "s", "--depth", "1,2", "--width", "3", "--kernel-size", "3", "--size", "7",
      "--steps", "20", "--tolerance", "0")
    #expect(sweep.exitCode == 0, "\(sweep.errors)")
  }

  private func runs(_ arguments: String...) throws -> [[String: Any]] {
    let result = try program.run(arguments + ["--json"])
    #expect(result.exitCode == 0, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(object?["runs"] as? [[String: Any]])
  }

  @Test("a sweep's name stands for each of its nets, and every picture is reproduced")
  func sweeps() throws {
    for command in ["jacobian", "receptive"] {
      let runs = try runs(command, "s")
      #expect(runs.count == 2)
      for run in runs {
        let file = try #require((run["files"] as? [String])?.first)
        let again = try program.run("reproduce", file)
        #expect(again.exitCode == 0, "\(again.errors)")
        let key = try #require(run["runKey"] as? String)
        let study = try #require(run["study"] as? String)
        #expect(try program.file("runs/\(key.prefix(2))/\(key)/\(study)").count > 500)
      }
    }
  }

  @Test("numbers are the same for any number of threads, before training too")
  func threads() throws {
    for arguments in [["jacobian", "s"], ["jacobian", "s", "--untrained"], ["receptive", "s"]] {
      let one = try program.run(arguments + ["--json"])
      let remove = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.contains("/studies/") }
      #expect(!remove.isEmpty)
      for path in remove { try FileManager.default.removeItem(atPath: folder.path(path)) }
      let two = try program.run(arguments + ["--json", "--threads", "2"])
      #expect(one.exitCode == 0 && one.output == two.output, "\(one.errors)\(two.errors)")
    }
  }

  @Test("tables say what attracts and how far the theory reaches")
  func tables() throws {
    let jacobian = try program.run("jacobian", "s", "--input", "builtin:2", "pattern:circle")
    for word in ["attractor", "|λ|max", "training", "builtin:2", "pattern:circle", "not fitted"] {
      #expect(jacobian.output.contains(word), "\(word): \(jacobian.output)\(jacobian.errors)")
    }
    let receptive = try program.run("receptive", "s", "--units", "2")
    for word in ["theory", "border, grey", "layer 1", "output"] {
      #expect(receptive.output.contains(word), "\(word): \(receptive.output)\(receptive.errors)")
    }
    #expect(try program.run("jacobian", "s", "--vectors", "9").exitCode == 64)
    #expect(try program.run("receptive", "s", "--units", "0").exitCode == 64)
    #expect(try program.run("jacobian", "s", "--input", "builtin:nothing").exitCode == 78)
    #expect(try program.run("receptive", "nothing").exitCode == 66)
  }
}
