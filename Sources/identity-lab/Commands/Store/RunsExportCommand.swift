import ArgumentParser
import Foundation
import LabBase
import LabIndex
import LabRuns
import LabSweeps

/// `runs export`: runs for other programs.
struct RunsExportCommand: ParsableCommand {
  /// The kinds of file.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, jsonl, npy, tensorboard
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write runs to files that other programs read.",
    discussion: """
      csv and jsonl have a row a run with all settings and quantities. npy is one structured array of one laboratory's \
      runs, which numpy.load reads. tensorboard is a folder with a folder a run: its metrics.csv as scalars by step, its \
      settings as a text.
      """)

  @Option(help: "csv, jsonl, npy or tensorboard.") var format: Format
  @Option(help: "The file, or of tensorboard the folder.", completion: .file()) var to: String
  @Option(help: "Only the runs of this sweep, in its order.", completion: .sweeps) var sweep: String?
  @OptionGroup var choice: RunChoice
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Replace what is there.") var force = false
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    if !force, FileManager.default.fileExists(atPath: to) {
      throw LabError.cannotCreate(path: to, reason: "it is there already; --force replaces it")
    }
    let labs = try choice.labs()
    switch format {
    case .csv: try AtomicFile.write(RunExport.csv(exports(labs)), to: to)
    case .jsonl: try AtomicFile.write(RunExport.jsonLines(exports(labs)), to: to)
    case .npy: try AtomicFile.write(array(exports(labs)), to: to)
    case .tensorboard: for lab in labs { try writeEvents(lab.laboratory) }
    }
    Terminal.files([to], asJSON: json)
  }

  /// The chosen runs of the laboratories that have some.
  private func exports(_ labs: [LabName]) throws -> [RunExport] {
    let exports = try locations.index { index in
      try labs.map { try export($0.laboratory, in: index) }
    }
    let found = exports.filter { !$0.rows.isEmpty }
    return found.isEmpty ? Array(exports.prefix(1)) : found
  }

  private func export<L: ProgramLab>(_: L.Type, in index: RunIndex) throws -> RunExport {
    let columns = RunColumns(RunQuantity<L>.all)
    let keys = try self.keys(of: L.self, in: index)
    let rows = try index.rows(of: L.self, columns, keys: keys)
    let byKey = Dictionary(uniqueKeysWithValues: rows.map { ($0.runKey, $0) })
    return RunExport(keys.compactMap { byKey[$0] })
  }

  /// The keys of the chosen runs, in the order of the sweep or of the keys.
  private func keys<L: ProgramLab>(of _: L.Type, in index: RunIndex) throws -> [String] {
    let chosen = try choice.keys(of: L.self, in: index)
    guard let sweep else { return chosen }
    let plan = SweepKeys(output: locations.folder, name: sweep)
    if let problem = plan.problem {
      throw LabError.missingInput(
        what: "the plan of sweep \"\(sweep)\" (\(problem))",
        advice: "`identity-lab sweep list` names those that are there")
    }
    let wanted = Set(chosen)
    return plan.runKeys.filter(wanted.contains)
  }

  private func array(_ exports: [RunExport]) throws(LabError) -> [UInt8] {
    guard exports.count == 1 else {
      throw .usage("runs of \(exports.count) laboratories have other columns each; choose one with --lab")
    }
    return NumpyTable.encode(columns: exports[0].columns, rows: exports[0].rows)
  }

  private func writeEvents<L: ProgramLab>(_: L.Type) throws {
    let keys = try locations.index { try self.keys(of: L.self, in: $0) }
    let settings = L.Configuration.settings.settings
    for directory in keys.map(locations.store(of: L.self).directory) {
      // A run that has only begun has no rows yet.
      guard let configuration = try? directory.configuration(), let table = try? directory.read("metrics.csv")
      else { continue }
      let started = directory.status.flatMap { try? Date($0.started, strategy: .iso8601) }
      let file = EventFile(
        settings: settings.map { ($0.key.rawValue, $0.text(configuration)) }.filter { !$0.1.isEmpty },
        metrics: MetricsTable(csv: String(decoding: table, as: UTF8.self)),
        time: started?.timeIntervalSince1970 ?? 0)
      try AtomicFile.write(file.bytes, to: "\(to)/\(L.name)/\(directory.runKey)/\(EventFile.name)")
    }
  }
}
