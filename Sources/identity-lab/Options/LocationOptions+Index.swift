import LabIndex
import Nets

extension LocationOptions {
  /// Asks the index of the output folder about its runs; says how far it is where many have to be read first.
  ///
  /// - Parameter runs: the keys of the only runs that are asked about; nil for all.
  /// - Throws: what `body` throws.
  func index<Value>(about runs: [String]? = nil, _ body: (RunIndex) throws -> Value) throws -> Value {
    let bar = ProgressBar(isQuiet: false)
    defer { bar.clear() }
    return try RunIndex.ask(
      output: folder, labs: LabName.allCases.map(\.laboratory), about: runs,
      threads: Processor.usableCount,
      onProgress: { if $0 < 1 { bar.draw($0, "reading runs") } }, body)
  }
}
