import LabBase
import LabFigures
import LabRuns

/// A quantity of all runs of a page.
struct PageColumn: Encodable {
  /// Where a quantity comes from.
  enum Role: String, Encodable {
    /// What was asked for.
    case setting
    /// What was measured of the trained net.
    case finding
    /// What else is known of the run.
    case known
  }

  /// What its values are.
  enum Kind: String, Encodable {
    case number, text
  }

  let key: String
  /// What it is called in sentences and labels.
  let label: String
  /// What an axis of it is called, with its unit.
  let title: String
  let role: Role
  let kind: Kind
  let values: [PageValue]
  /// Of texts, in the order of an axis.
  let order: [String]?
  /// The scale of axes and colours, the same in every page; nil takes one from the values.
  let range: [Double]?
  /// Whether an axis is logarithmic at first.
  let log: Bool?
  /// Whether runs differ in it.
  let varies: Bool?
  /// Which of the two correlations of zones it is.
  let zone: String?

  /// The column of a quantity; nil where no run has it.
  init?<L: ExplorerLab>(
    _ quantity: RunQuantity<L>, of runs: [StoredRun<L>], role: Role, zones: ExploredZones?
  ) {
    let known = runs.map { quantity.value(of: $0) }
    guard known.contains(where: { $0 != nil }) else { return nil }
    let isNumber = known.allSatisfy { $0 == nil || $0?.number != nil && Double($0?.text ?? "") == $0?.number }
    key = quantity.name
    label = quantity.key?.title ?? quantity.title
    title = quantity.title
    self.role = role
    kind = isNumber ? .number : .text
    values = known.map { value in
      guard let value else { return .none }
      guard isNumber else { return .text(value.text) }
      // JSON has no number that is infinite.
      return (value.number.flatMap { $0.isFinite ? .number($0) : nil }) ?? .none
    }
    let numbers = known.compactMap { $0?.number }.filter(\.isFinite)
    order = isNumber ? nil : Self.order(of: known.compactMap(\.self), in: quantity.domain)
    range =
      role == .finding ? L.scale(of: quantity, holding: numbers).map { [$0.lower, $0.upper] } : nil
    let (least, largest) = (numbers.min() ?? 0, numbers.max() ?? 0)
    log = isNumber && range == nil && least > 0 && largest >= 100 * least ? true : nil
    varies = Set(known.map { $0?.text }).count > 1 ? true : nil
    zone =
      quantity.name == zones?.identity ? "identity" : quantity.name == zones?.constant ? "constant" : nil
  }

  /// The texts that occur: by their places on an axis, by the list of the words that there are, or as they come.
  private static func order(of values: [QuantityValue], in domain: SettingDomain) -> [String] {
    let texts = values.map(\.text).distinct
    let places = Dictionary(values.map { ($0.text, $0.number) }, uniquingKeysWith: { first, _ in first })
    if texts.allSatisfy({ places[$0].flatMap(\.self) != nil }) {
      return texts.sorted { ((places[$0] ?? nil) ?? 0) < ((places[$1] ?? nil) ?? 0) }
    }
    guard case .words(let words, _) = domain else { return texts }
    return words.filter(texts.contains) + texts.filter { !words.contains($0) }
  }
}
