import ArgumentParser
import IdentityLab
import LabBase
import LabDrawing

/// `bench scaling`: step times against depth, width, filter size and image side.
struct BenchScalingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "Time convolutional nets of many sizes, one size varied at a time, and draw the times.",
    discussion: """
      Times are kept as CSV; --beside adds the curves of other programs from files of the same columns, and --from \
      draws stored times instead of taking new ones.
      """)

  @Option(help: "Where the times go as CSV.", completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(help: "Where the picture goes; its ending is its format.", completion: .file())
  var figure: String?

  @Option(help: "Draw the times of this CSV file; take none.", completion: .file(extensions: ["csv"]))
  var from: String?

  @Option(parsing: .upToNextOption, help: "CSV files whose times are drawn too.")
  var beside: [String] = []

  @Option(help: "Seconds to measure each net for.")
  var seconds = 0.4

  @Flag(help: "Few and small nets.")
  var quick = false

  func run() throws {
    guard seconds > 0, seconds.isFinite else {
      throw LabError.badConfiguration(key: "seconds", found: "\(seconds)", expected: "a time above 0")
    }
    guard csv != nil || figure != nil else { throw LabError.usage("give --csv, --figure or both") }
    // Said before minutes of measuring, not after.
    let format = try figure.map(figureFormat)
    let others = try beside.map(read)
    var table = try from.map(read) ?? measure()
    var files: [String] = []
    if let csv {
      try AtomicFile.write(table.csv, to: csv)
      files.append(csv)
    }
    if let figure, let format {
      table.rows += others.flatMap(\.rows)
      let drawing = ScalingFigure(table)
      try FigureFile.write(drawing.plot.render(format: format), metadata: drawing.metadata, to: figure)
      files.append(figure)
    }
    Terminal.files(files, asJSON: false)
  }

  private func measure() throws -> ScalingTable {
    try ScalingStudy.measure(seconds: seconds, isQuick: quick) { axis, net in
      if Terminal.isInteractive { Terminal.redraw("timing \(axis.rawValue) \(net[axis])") }
    }
  }

  private func read(_ path: String) throws -> ScalingTable {
    try ScalingTable(csv: String(decoding: AtomicFile.read(path), as: UTF8.self), name: path)
  }

  private func figureFormat(_ path: String) throws -> FigureFormat {
    let ending = path.split(separator: ".").last.map(String.init) ?? ""
    guard let format = FigureFormat(rawValue: ending) else {
      let endings = FigureFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw LabError.badConfiguration(
        key: "figure", found: "\"\(path)\"", expected: "a file ending in one of \(endings)")
    }
    return format
  }
}
