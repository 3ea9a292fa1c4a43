import Foundation

/// What the operating system says of this process's memory.
enum ProcessMemory {
  /// The greatest resident memory so far in bytes; nil where there is no /proc.
  ///
  /// Source: proc_pid_status(5), `VmHWM`.
  static var peakResident: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    return kibibytes.map { $0 * 1024 }
  }
}
