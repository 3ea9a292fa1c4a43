import LabBase
import LabImages
import LabRuns
import Mustache

/// A page over some runs: one HTML file that needs no network, with what does not fit into it in a folder beside it.
package struct ExplorerPage<L: ExplorerLab> {
  /// What is to be shown.
  package struct Choice: Sendable {
    /// Bytes that the page may have; parts that are too many are written beside it.
    package let budget: Int
    /// Whether layers and weights of every run are shown, however many there are, and what is not kept is measured.
    package let computes: Bool
    /// Channels of a layer that are shown; nil for all.
    package let channels: Int?

    /// Describes a choice.
    package init(budget: Int, computes: Bool, channels: Int?) {
      self.budget = budget
      self.computes = computes
      self.channels = channels
    }
  }

  /// Where making a page is.
  package enum Stage: Sendable {
    case reading, asking, looking
  }

  /// Runs up to which layers and weights are shown of all without being asked for: they take a second or so each.
  package static var smallCount: Int { 24 }

  private let explored: ExploredRuns<L>
  private let lab: L
  private let choice: Choice
  private let threads: Int
  private let onProgress: (Stage, Double) -> Void

  /// Begins a page.
  ///
  /// - Parameters:
  ///   - threads: how many runs are looked at at a time.
  ///   - onProgress: told where it is, and the share done.
  package init(
    _ explored: ExploredRuns<L>, lab: L, choice: Choice, threads: Int,
    onProgress: @escaping (Stage, Double) -> Void
  ) {
    self.explored = explored
    self.lab = lab
    self.choice = choice
    self.threads = threads
    self.onProgress = onProgress
  }

  /// Makes the page and writes it.
  ///
  /// - Parameters:
  ///   - path: of the page; the folder beside it has its name without `.html`, and `-parts` behind.
  ///   - force: whether to replace a file or a folder that is none of the explorer's.
  /// - Returns: what was written, and what is to be said of it.
  /// - Throws: `LabError` where a file cannot be written, or something else is in its place.
  package func write(to path: String, force: Bool) throws(LabError) -> ExplorerReport {
    let target = PageTarget(path)
    if !force { try target.requireFree() }
    let runs = readRuns()
    var data = PageData(
      explored, runs.map(\.run), metrics: runs.map(\.metrics), about: about(runs.map(\.run)))
    var parts = PartWriter(target, budget: choice.budget - PageText.json(data).utf8.count)
    do {
      var gatherer = PictureGatherer(explored: explored, lab: lab, choice: choice, threads: threads)
      try gatherer.gather(runs.map(\.run), into: &data, parts: &parts, onProgress: onProgress)
      data.beside = parts.namesBeside.isEmpty ? nil : target.folderName
      data.partsBeside = parts.namesBeside
      let html = try PageDocument(
        data: data, parts: parts.inPage, table: gatherer.table(runs.map(\.run), data)
      ).html()
      try parts.finish()
      try AtomicFile.write(html, to: path)
      return ExplorerReport(
        page: path, bytes: html.utf8.count, runs: runs.count, folder: data.beside.map { _ in target.folder },
        bytesBeside: parts.bytesBeside, remarks: gatherer.remarks)
    } catch {
      parts.abandon()
      throw error
    }
  }

  private func readRuns() -> [(run: StoredRun<L>, metrics: MetricsTable?)] {
    let store = explored.store
    onProgress(.reading, 0)
    let runs = ParallelMap.map(explored.planned, threads: threads) { configuration in
      let directory = store.directory(configuration.runKey)
      let metrics = (try? directory.read("metrics.csv")).map {
        MetricsTable(csv: String(decoding: $0, as: UTF8.self))
      }
      return (run: StoredRun(configuration, in: directory), metrics: metrics)
    }
    onProgress(.reading, 1)
    return runs
  }

  /// What there is, and what became of it.
  private func about(_ runs: [StoredRun<L>]) -> [String] {
    let outcomes = OutcomeCounts(runs.compactMap { $0.record?.outcome })
    let missing = runs.count - outcomes.total
    return [
      L.statement(of: explored.planned), outcomes.sentence,
      missing == 0 ? nil : "\(missing) of \(runs.count) are not done",
    ].compactMap(\.self).filter { !$0.isEmpty }
  }
}
