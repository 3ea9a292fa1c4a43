import Foundation

/// Numbers as figures print them: few digits, a true minus sign, powers of ten raised.
package enum NumberText {
  /// A number with at most so many significant digits, such as `0.28`, `−3`, `1.2×10⁻⁵`.
  package static func short(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "undefined" : value < 0 ? "−∞" : "∞" }
    guard value != 0 else { return "0" }
    let text = String(format: "%.\(digits)g", value)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return withTrueMinus(text)
    }
    let mantissa = text[..<mark]
    let power = "10" + superscript(exponent)
    if mantissa == "1" { return power }
    if mantissa == "-1" { return "−" + power }
    return withTrueMinus(String(mantissa)) + "×" + power
  }

  /// A number with a fixed count of decimals; never `−0.00`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return short(value) }
    let text = String(format: "%.\(decimals)f", value)
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." || $0 == "-" }
    return withTrueMinus(isZero ? text.filter { $0 != "-" } : text)
  }

  /// A whole number with commas between thousands, such as `1,649,402`.
  package static func grouped(_ number: Int) -> String {
    let digits = String(abs(number))
    let first = (digits.count - 1) % 3 + 1
    var text = String(digits.prefix(first))
    for start in stride(from: first, to: digits.count, by: 3) {
      text += "," + digits.dropFirst(start).prefix(3)
    }
    return (number < 0 ? "−" : "") + text
  }

  /// A range such as `0 … 3.1`.
  package static func range(_ range: ValueRange, digits: Int = 3) -> String {
    "\(short(range.lower, digits: digits)) … \(short(range.upper, digits: digits))"
  }

  /// A power of ten such as `10⁻³`.
  package static func powerOfTen(_ exponent: Int) -> String {
    (0...3).contains(exponent) ? short(pow(10, Double(exponent)), digits: 4) : "10" + superscript(exponent)
  }

  private static func withTrueMinus(_ text: String) -> String { text.replacing("-", with: "−") }

  private static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return (number < 0 ? "⁻" : "")
      + String(String(abs(number)).compactMap { $0.wholeNumberValue.map { raised[$0] } })
  }
}
