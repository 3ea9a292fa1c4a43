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
      throw LabError.badConfiguration(key: "--seconds", found: "\(seconds)", expected: "a time above 0")
    }
    guard csv != nil || figure != nil else { throw LabError.usage("give --csv, --figure or both") }
    let picture = try figure.map { ($0, try FigureFormat(endingOf: $0, option: "figure")) }
    let report = ScalingReport(source: from, others: beside, seconds: seconds, isQuick: quick)
    let bar = ProgressBar(isQuiet: false)
    defer { bar.clear() }
    let files = try report.write(csv: csv, figure: picture) { axis, net in
      bar.draw(ProgressLine(label: "timing", fraction: nil, parts: ["\(axis.rawValue) \(net[axis])"]))
    }
    bar.clear()
    Terminal.files(files, asJSON: false)
  }
}
