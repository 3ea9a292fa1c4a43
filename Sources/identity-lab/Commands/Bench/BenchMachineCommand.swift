import ArgumentParser
import IdentityLab
import LabBase

/// `bench machine`: what a step could reach at most.
struct BenchMachineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine",
    abstract: "Measure this machine's arithmetic and memory rates, which bound every step.")

  @Option(help: "Threads that work at once.")
  var threads = 1
  @OptionGroup var format: FormatOptions

  func run() throws {
    guard (1...1024).contains(threads) else {
      throw LabError.badConfiguration(
        key: "--threads", found: "\(threads)", expected: "a number of threads from 1 to 1024")
    }
    let rates = MachineBenchmark(threads: threads).measure()
    if format.json { return Terminal.json(rates, as: .benchMachine) }
    let sizes = (
      memory: Terminal.bytes(MachineBenchmark.memoryBytes), cache: Terminal.bytes(MachineBenchmark.cacheBytes)
    )
    let rows: [(String, Double, String)] = [
      ("multiply-adds in registers", rates.multiplyAddGigaflops, "GFLOP/s"),
      ("OpenBLAS sgemm, \(MachineBenchmark.matrixSize) rows", rates.sgemmGigaflops, "GFLOP/s"),
      ("reading \(sizes.memory)", rates.memoryReadGigabytes, "GB/s"),
      ("reading \(sizes.cache) a thread, cached", rates.cacheReadGigabytes, "GB/s"),
    ]
    Terminal.result(Terminal.table(rows.map { [$0.0, Terminal.short($0.1) + " " + $0.2] }))
  }
}
