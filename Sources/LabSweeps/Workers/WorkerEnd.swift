/// How a worker ended.
package enum WorkerEnd: Equatable, Sendable {
  /// It left with an exit code.
  case exit(Int32)
  /// A signal killed it.
  case signal(Int32)
  /// It is gone without a word: whoever started this program had told the system to forget children.
  case unknown

  /// Such as `was killed by signal 9`.
  var text: String {
    switch self {
    case .exit(let code): "left with exit code \(code)"
    case .signal(let signal): "was killed by signal \(signal)"
    case .unknown: "is gone"
    }
  }
}
