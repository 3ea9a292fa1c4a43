import Foundation
import LabBase

/// Step times by program, varied size and net: what `scaling.csv` holds.
package struct ScalingTable: Equatable, Sendable {
  /// One measured net.
  package struct Row: Equatable, Sendable {
    /// Whose time it is, such as `IdentityLab`; no commas.
    package let program: String
    /// The size that was varied.
    package let axis: ScalingStudy.Axis
    /// The net.
    package let net: ScalingStudy.Net
    /// Milliseconds a step, above 0.
    package let milliseconds: Double
  }

  private static let header = "program,axis,depth,width,kernelSize,side,milliseconds"
  /// The times in the order they were taken.
  package var rows: [Row] = []

  /// Makes an empty table.
  package init() {}

  /// Reads a table.
  ///
  /// - Parameter name: the file's name for errors.
  /// - Throws: `LabError.badData` with the line that is no time.
  package init(csv: String, name: String) throws(LabError) {
    let lines = csv.split(whereSeparator: \.isNewline)
    guard lines.first.map(String.init) == Self.header else {
      throw .badData(path: name, expected: "the header \(Self.header)", found: "\(lines.first ?? "nothing")")
    }
    for line in lines.dropFirst() {
      guard let row = Self.row(line) else {
        throw .badData(path: name, expected: "a row of \(Self.header)", found: "\"\(line)\"")
      }
      rows.append(row)
    }
    guard !rows.isEmpty else { throw .badData(path: name, expected: "at least one time", found: "none") }
  }

  /// The file's text.
  package var csv: String {
    let lines = rows.map { row in
      "\(row.program),\(row.axis.rawValue),\(row.net.depth),\(row.net.width),\(row.net.kernelSize),"
        + "\(row.net.side),\(row.milliseconds)\n"
    }
    return Self.header + "\n" + lines.joined()
  }

  /// The programs in order of first appearance.
  var programs: [String] {
    rows.reduce(into: []) { if !$0.contains($1.program) { $0.append($1.program) } }
  }

  /// Sizes and times of a program along an axis, by size.
  func times(of program: String, along axis: ScalingStudy.Axis) -> [(size: Double, milliseconds: Double)] {
    rows.filter { $0.program == program && $0.axis == axis }
      .map { (Double($0.net[axis]), $0.milliseconds) }.sorted { $0.0 < $1.0 }
  }

  /// The exponent p of milliseconds ∝ sizeᵖ: least squares in logarithms over the upper half of the sizes, where
  /// what a step costs at any size no longer counts; nil for less than two sizes.
  func exponent(of program: String, along axis: ScalingStudy.Axis) -> Double? {
    let times = times(of: program, along: axis)
    let points = times.suffix(max(2, (times.count + 1) / 2)).map { (log($0.size), log($0.milliseconds)) }
    let count = Double(points.count)
    let (meanX, meanY) = (points.map(\.0).reduce(0, +) / count, points.map(\.1).reduce(0, +) / count)
    let spread = points.map { ($0.0 - meanX) * ($0.0 - meanX) }.reduce(0, +)
    guard spread > 0 else { return nil }
    return points.map { ($0.0 - meanX) * ($0.1 - meanY) }.reduce(0, +) / spread
  }

  private static func row(_ line: Substring) -> Row? {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 7, !fields[0].isEmpty, let axis = ScalingStudy.Axis(rawValue: String(fields[1])),
      let milliseconds = Double(fields[6]), milliseconds > 0, milliseconds.isFinite
    else { return nil }
    let sizes = fields[2...5].compactMap { Int($0) }.filter { $0 >= 1 }
    guard sizes.count == 4 else { return nil }
    return Row(
      program: String(fields[0]), axis: axis,
      net: ScalingStudy.Net(depth: sizes[0], width: sizes[1], kernelSize: sizes[2], side: sizes[3]),
      milliseconds: milliseconds)
  }
}
