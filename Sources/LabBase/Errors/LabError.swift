/// What can go wrong outside the program: a file, a flag, a library, the disk.
///
/// Every case says what, where and how to mend it, and maps to one exit code of `sysexits.h`.
/// A programming error is a `precondition`; a diverged run is a result (`StopReason.diverged`), not an error.
package enum LabError: Error, Equatable, Sendable {
  /// A file whose content is not what its format requires. Exit code 65.
  case badData(path: String, expected: String, found: String)
  /// Something that must exist and does not: a file, a data set, a run. Exit code 66.
  case missingInput(what: String, advice: String)
  /// A setting with a value that cannot be used; `key` is the flag's or the YAML key's name. Exit code 78.
  case badConfiguration(key: String, found: String, expected: String)
  /// An argument that cannot be parsed or combined. Exit code 64.
  case usage(String)
  /// A library or a service this machine lacks or that refused to work. Exit code 69.
  case unavailable(what: String, advice: String)
  /// A file or folder that could not be created. Exit code 73.
  case cannotCreate(path: String, reason: String)
  /// Reading, writing or renaming failed part way, or the disk is full. Exit code 74.
  case inputOutput(path: String, operation: String, reason: String)

  /// The same error about a setting under the name that a user gave it by.
  package func renaming(_ key: String, to name: String) -> LabError {
    guard case .badConfiguration(key, let found, let expected) = self else { return self }
    return .badConfiguration(key: name, found: found, expected: expected)
  }

  /// The process's exit code for this error, after `sysexits.h`.
  package var exitCode: Int32 {
    switch self {
    case .usage: 64
    case .badData: 65
    case .missingInput: 66
    case .unavailable: 69
    case .cannotCreate: 73
    case .inputOutput: 74
    case .badConfiguration: 78
    }
  }
}

extension LabError: CustomStringConvertible {
  /// One line for the terminal: what, where, what to do.
  package var description: String {
    switch self {
    case .badData(let path, let expected, let found):
      "\(path): expected \(expected), found \(found)"
    case .missingInput(let what, let advice):
      "\(what) not found; \(advice)"
    case .badConfiguration(let key, let found, let expected):
      "\(key): \(found) cannot be used; expected \(expected)"
    case .usage(let message):
      message
    case .unavailable(let what, let advice):
      "\(what) is not available; \(advice)"
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created (\(reason))"
    case .inputOutput(let path, let operation, let reason):
      "\(path): \(operation) failed (\(reason))"
    }
  }
}
