import Foundation

/// The program's own environment variables.
enum Environment {
  /// A variable's text; nil where it is not set, or set to nothing, which shells use for the same.
  static func text(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
