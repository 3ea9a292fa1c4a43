import ArgumentParser
import Foundation

/// A number of bytes as a user says it: `50MB`, `800kB`, `2GB` or plain bytes.
struct ByteBudget: ExpressibleByArgument, Equatable {
  /// The bytes.
  let bytes: Int

  /// The text that it is read from.
  let defaultValueDescription: String

  private static let units = [("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("b", 1)]

  /// Reads a text; nil for anything but a number from 0 to a thousand gigabytes with one of the units.
  init?(argument: String) {
    let text = argument.lowercased()
    let unit = Self.units.first { text.hasSuffix($0.0) }
    let digits = unit.map { String(text.dropLast($0.0.count)) } ?? text
    guard let number = Double(digits), number >= 0, number.isFinite, number * (unit?.1 ?? 1) <= 1e12 else {
      return nil
    }
    bytes = Int(number * (unit?.1 ?? 1))
    defaultValueDescription = argument
  }

  /// The usual budget of a page: what a browser opens at once.
  static let usual = ByteBudget(megabytes: 30)

  private init(megabytes: Int) {
    bytes = megabytes * 1_000_000
    defaultValueDescription = "\(megabytes)MB"
  }
}
