/// How a started run ended.
package enum RunEnd: Equatable, Sendable {
  /// It left with an exit code.
  case exit(Int32)
  /// A signal killed it.
  case signal(Int32)
  /// It is gone without a word: whoever started this program had told the system to forget children.
  case unknown
}
