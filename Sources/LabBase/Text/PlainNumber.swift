/// Numbers as files and tables hold them.
package enum PlainNumber {
  /// The shortest text that reads back to the same bits, whole numbers without a point: `0.01`, `5`, `1e-05`.
  package static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
