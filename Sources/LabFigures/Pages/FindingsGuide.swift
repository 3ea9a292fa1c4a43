import LabBase

/// The findings of figures as one Markdown page: claims beside measurements, generated and never typed.
///
/// It holds nothing but the texts of recipes and numbers of runs, so the same runs give the same bytes.
package struct FindingsGuide {
  /// The folder of the pictures' copies, beside the page.
  static let gallery = "Gallery"

  private let reports: [FigureReport]
  private let command: String

  /// Makes the page of some figures.
  ///
  /// - Parameter command: the command that wrote it, without folders.
  package init(reports: [FigureReport], command: String) {
    self.reports = reports
    self.command = command
  }

  /// Writes the page, and a small copy of every figure's first picture into the folder `Gallery` beside it.
  ///
  /// - Parameter figures: the folder with the pictures.
  /// - Throws: `LabError` where a picture is missing or something cannot be written.
  package func write(to path: String, figures: String) throws(LabError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    for report in reports {
      guard let picture = Self.picture(of: report) else { continue }
      try GalleryPicture.write(from: figures + "/" + picture, to: folder + Self.galleryPath(report))
    }
    try AtomicFile.write(markdown, to: path)
  }

  /// The page.
  package var markdown: String {
    ([introduction, summary] + reports.map(section)).joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    """
    # Findings

    What Zhang et al. and the talk on their paper say, beside what this laboratory measured. The page is made of the
    recipes in `Figures` and the results of the runs, and nothing in it is typed:
    `\(command)`.

    Numbers are means ± standard deviation, over seeds or, where several training images were taken, over images, each the
    mean of its seeds. A claim is **same** where a test of it has p < \(NumberText.short(Verdict.significance)) after \
    Holm's correction for all claims of its
    figure, **different** where a test of its contrary has; both are of the settings named under the figure and of no others.
    **Not seen** says that the runs were enough to decide and showed neither; **undecided**, that they were too few, or that
    what they show does not outlast the correction. Intervals and tests of correlations are on the scale of Fisher's z. Runs
    that gave no number (they did not train, or what is measured is not defined of them) are counted and left out. Times are those of the
    training steps of all runs, one after another, as long as they took beside whatever else the machine did; workers share
    them, and a run that several figures use counts in each.
    """
  }

  private var summary: String {
    var rows: [[String]] = []
    for report in reports {
      let link = "[\(report.name)](#\(report.name))"
      if report.claims.isEmpty { rows.append([link, report.finding, "", "", "", "", ""]) }
      for claim in report.claims {
        rows.append([
          link, claim.says, "**\(claim.verdict.rawValue)**", claim.measured, claim.effect, claim.decisive,
          claim.sample.text,
        ])
      }
    }
    return Self.table(
      ["figure", "claim", "verdict", "we find", "effect", "p, corrected", "of"], rows)
  }

  private func section(_ report: FigureReport) -> String {
    var parts = [
      "## \(report.name)",
      "**\(Self.escaped(report.title)).** \(Self.escaped(report.finding)) *\(Self.escaped(report.source)).*",
    ]
    if Self.picture(of: report) != nil {
      parts.append("![\(Self.escaped(report.title))](\(Self.galleryPath(report)))")
    }
    if let differs = report.differs { parts.append("How this differs from the paper: \(differs.trimmed)") }
    if !report.claims.isEmpty { parts.append(report.claims.map(Self.item).joined(separator: "\n")) }
    parts += LevelTable.tables(of: report.claims).map { Self.table($0.header, $0.rows) }
    if let notes = report.notes { parts.append(notes.trimmed) }
    parts.append("`\(report.command)`: \(report.effort).")
    parts.append(
      Self.table(
        ["nets", "training", "runs", "steps", "final loss"],
        report.training.map { summary in
          let unfitted = summary.unfitted.isEmpty ? "" : ", of which \(summary.unfitted)"
          return [summary.nets, summary.recipe, "\(summary.runs)\(unfitted)", summary.steps, summary.loss]
        }))
    return parts.joined(separator: "\n\n")
  }

  private static func item(_ claim: ClaimResult) -> String {
    let test = claim.test.map { " *(\($0.name))*" } ?? ""
    return "- **\(claim.verdict.rawValue)**: \(escaped(claim.says)) "
      + "\(escaped(claim.measureTitle)): \(escaped(claim.sentence))\(test)"
  }

  private static func picture(of report: FigureReport) -> String? {
    report.pictures.first?.files.first { $0.hasSuffix(".png") }
  }

  private static func galleryPath(_ report: FigureReport) -> String { "\(gallery)/\(report.stem).png" }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let rule = header.map { _ in "---" }
    return ([header] + [rule] + rows).map { row in
      "| " + row.map(escaped).joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  /// What would end a table's cell or begin an element of HTML; other Markdown is the recipes' to use.
  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
  }
}
