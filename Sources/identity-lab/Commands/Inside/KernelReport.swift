import IdentityLab
import LabBase
import Nets

/// What `kernel` prints: a row a depth.
struct KernelReport: Encodable {
  /// The prediction for one depth.
  struct Row: Encodable {
    let depth: Int
    let loss: Double
    let evaluation: [ProbeScore]

    func score(of family: ProbeFamily) -> ProbeScore? { evaluation.first { $0.probe == family } }
  }

  let image: String
  let imageShape: [Int]
  let normalize: String
  let kernelSize: Int?
  let width: Int?
  let initializer: String
  let initializerGain: Double
  let tolerance: Double?
  let imagesPerFamily: Int
  let depths: [Row]

  /// The families that have columns.
  private static let families: [ProbeFamily] = [.digits, .uniformNoise]

  /// States a prediction.
  init(_ prediction: DepthPrediction, _ configuration: ReconstructionConfiguration) {
    image = configuration.subject
    let shape = configuration.imageShape
    imageShape = [shape.channels, shape.height, shape.width]
    normalize = configuration.normalize.rawValue
    kernelSize = configuration.kernelSize
    width = configuration.width
    initializer = configuration.text(of: .initializer)
    initializerGain = configuration.initializerGain ?? 1
    tolerance = prediction.tolerance
    imagesPerFamily = prediction.imagesPerFamily
    depths = prediction.depths.map { Row(depth: $0.depth, loss: $0.loss, evaluation: $0.evaluation) }
  }

  /// The nets in a line.
  var heading: String {
    let shape = imageShape.dropFirst().map(String.init).joined(separator: "×")
    return
      "nets of infinite width on \(image), \(shape), normalize \(normalize); kernel size \(kernelSize ?? 1), "
      + "layers weighted as of \(width ?? 1) channels, \(initializer)"
      + (initializerGain == 1 ? "" : " × \(NumberText.short(initializerGain))")
      + (tolerance.map { ", to loss \(NumberText.short($0))" } ?? ", trained for ever")
  }

  /// The rows for a reader.
  var table: TextTable {
    let columns = Self.families.flatMap { ["identity@\($0.rawValue)", "constant@\($0.rawValue)"] }
    return TextTable(
      (["depth"] + columns + ["loss"]).map { TextTable.Column(title: $0) },
      rows: depths.map { row in
        ["\(row.depth)"] + correlations(row).map(Terminal.correlation) + [Terminal.short(row.loss)]
      })
  }

  /// The rows for a program, numbers in full.
  var plain: [[String]] {
    [table.columns.map(\.title)]
      + depths.map { row in
        ["\(row.depth)"] + correlations(row).map { $0.map { "\($0)" } ?? "" } + ["\(row.loss)"]
      }
  }

  private func correlations(_ row: Row) -> [Double?] {
    Self.families.flatMap { family in
      let score = row.score(of: family)
      return [score?.correlationWithIdentity, score?.correlationWithConstant]
    }
  }
}
