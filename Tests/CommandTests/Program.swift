import Foundation

/// The built program, run as a user would.
struct Program {
  /// What a call gave.
  struct Result {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  /// Where it is.
  static let path: String = {
    let runner = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return runner.deletingLastPathComponent().appendingPathComponent("identity-lab").path
  }()

  /// The folder given as --out by tests; data are looked for where there are none.
  let output: String

  private func makeProcess(_ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = [
      "IDENTITY_LAB_OUT": output, "XDG_CACHE_HOME": "/nonexistent", "HOME": output,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
      "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
    ].merging(environment) { $1 }
    return process
  }

  /// Starts the program without waiting for it.
  func start(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (process: Process, output: Pipe, errors: Pipe) {
    let process = makeProcess(arguments, environment: environment)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return (process, output, errors)
  }

  /// Runs the program to its end.
  func run(_ arguments: String...) throws -> Result {
    try run(arguments)
  }

  /// Runs the program to its end.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let (process, output, errors) = try start(arguments, environment: environment)
    // Standard error is short in every test, so reading one stream after the other cannot block.
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(exitCode: process.terminationStatus, output: text, errors: complaint)
  }

  /// Runs the program with its results going elsewhere.
  func run(_ arguments: [String], to output: FileHandle) throws -> Result {
    let process = makeProcess(arguments)
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try output.close()
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(exitCode: process.terminationStatus, output: "", errors: complaint)
  }

  /// Reads a file below the output folder.
  func file(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: output + "/" + name))
  }
}
