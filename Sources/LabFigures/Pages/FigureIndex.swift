import Foundation
import LabBase
import Mustache

/// The page over a folder of figures: a card for every figure that was ever made there.
///
/// It is one file without scripts that needs no network: the pictures are those beside it.
package struct FigureIndex {
  private let reports: [FigureReport]

  /// Makes the page of some reports.
  package init(reports: [FigureReport]) {
    self.reports = reports
  }

  /// Writes index.html into a folder of figures, from all reports that are in it.
  ///
  /// - Parameter order: names of figures that come first, in this order.
  /// - Returns: the page's path.
  /// - Throws: `LabError` where the page cannot be written.
  @discardableResult
  package static func write(in folder: String, order: [String]) throws(LabError) -> String {
    let path = folder + "/index.html"
    try AtomicFile.write(
      FigureIndex(reports: FigureReport.all(in: folder, order: order)).html(), to: path)
    return path
  }

  /// The page.
  ///
  /// - Throws: `LabError.badData` where the template, a part of the program, cannot be parsed.
  package func html() throws(LabError) -> String {
    let text = String(decoding: PackageResources.figure_index_mustache, as: UTF8.self)
    do {
      return try MustacheTemplate(string: text).render(context)
    } catch {
      throw .badData(path: "figure-index.mustache", expected: "a Mustache template", found: "\(error)")
    }
  }

  private var context: [String: Any] {
    [
      "count": "\(reports.count) figure\(reports.count == 1 ? "" : "s")",
      "version": LabVersion.current,
      "figures": reports.map(Self.card),
    ]
  }

  private static func card(_ report: FigureReport) -> [String: Any] {
    [
      "stem": report.stem, "name": report.name, "title": report.title, "finding": report.finding,
      "source": report.source,
      "preset": report.preset.rawValue, "command": report.command, "effort": report.effort,
      "verdicts": report.verdicts,
      "differs": report.differs.map { [$0] } ?? [],
      "notes": report.notes.map { [$0] } ?? [],
      "claims": report.claims.map { claim in
        [
          "verdict": claim.verdict.rawValue, "mark": claim.verdict.rawValue.replacing(" ", with: "-"),
          "says": claim.says, "sentence": claim.sentence,
          "measure": claim.measureTitle,
        ]
      },
      "pictures": report.pictures.map { picture in
        [
          "name": picture.name,
          "shown": picture.files.first { !$0.hasSuffix(".pdf") }.map { [link($0)] } ?? [],
          "files": picture.files.map { ["file": $0, "link": link($0)] },
        ] as [String: Any]
      },
    ]
  }

  /// A file's name as an address: a recipe's name may have characters that mean something there.
  private static func link(_ file: String) -> String {
    file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["#", "?"])) ?? file
  }
}
