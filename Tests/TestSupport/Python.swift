import Foundation
import Testing

/// A Python with the official readers of our file formats, for opt-in tests.
public enum Python {
  /// The program that `IDENTITY_LAB_PYTHON` names; it needs `numpy` and `safetensors`.
  public static let path = ProcessInfo.processInfo.environment["IDENTITY_LAB_PYTHON"]

  /// Runs a script with arguments and returns what it prints; its failing fails the test.
  public static func run(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = ["-c", script] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self)
  }
}
