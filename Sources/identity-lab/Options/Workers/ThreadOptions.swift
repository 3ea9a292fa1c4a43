import ArgumentParser
import LabBase

/// How many threads share the arithmetic of one run.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: "Threads that share the work of a step, 1 to 256; the result has the same bits for any number.")
  var threads = 1

  @OptionGroup var portable: PortableOptions

  /// The number of threads.
  func count() throws -> Int {
    guard (1...256).contains(threads) else {
      throw LabError.badConfiguration(
        key: "--threads", found: "\(threads)", expected: "a number of threads from 1 to 256")
    }
    return threads
  }
}
