import LabFigures
import LabRuns

/// How tables show what runs have.
enum ValueText {
  /// Where there is nothing.
  static let none = "–"

  /// A run's value: numbers that are found with few digits, settings as they are, dates to the minute.
  static func shown<L>(_ value: QuantityValue?, of quantity: RunQuantity<L>) -> String {
    guard let value else { return none }
    if quantity.name == "date" { return date(value.text) }
    if let number = value.number, quantity.hasMean { return Terminal.number(number) }
    return quantity.key.map { L.Configuration.settings[$0].shown(value.text) } ?? value.text
  }

  /// A group's value: `0.980 ± 0.012`, or the texts, `B 2, C 1` where they differ.
  static func shown<L>(_ value: RunGroup<L>.Value, of quantity: RunQuantity<L>) -> String {
    switch value {
    case .sample(nil, _, _): none
    case .sample(let mean?, nil, _): Terminal.number(mean)
    case .sample(let mean?, let deviation?, _): Terminal.number(mean, deviation: deviation)
    case .texts(let texts) where texts.isEmpty: none
    case .texts(let texts) where texts.count == 1: shown(texts[0].text, of: quantity)
    case .texts(let texts):
      texts.map { "\(shown($0.text, of: quantity)) \($0.count)" }.joined(separator: ", ")
    }
  }

  /// An ISO 8601 time to the minute.
  static func date(_ text: String) -> String {
    String(text.prefix(16).replacing("T", with: " "))
  }

  /// The settings of a run, each with its title where it does not tell by itself, but for some.
  static func settings<C: RunConfiguration, L>(
    of configuration: C, without hidden: [RunQuantity<L>]
  ) -> [String]
  where L.Configuration == C {
    C.settings.settings.compactMap { setting in
      let text = setting.text(configuration)
      guard !text.isEmpty, !hidden.contains(where: { $0.key == setting.key }) else { return nil }
      return setting.naming == .word ? text : setting.label(text)
    }
  }

  /// The settings of a run, each with its title where it does not tell by itself, but for some.
  static func settings<L>(of run: RunRow<L>, without hidden: [RunQuantity<L>]) -> [String] {
    RunQuantity<L>.settings.compactMap { quantity in
      guard let key = quantity.key, let text = quantity.value(of: run)?.text,
        !hidden.contains(where: { $0.key == key })
      else { return nil }
      let setting = L.Configuration.settings[key]
      return setting.naming == .word ? text : setting.label(text)
    }
  }

  /// A column of a table for a quantity: words begin at the left.
  static func column<L>(_ quantity: RunQuantity<L>, rank: Int = 1) -> TextTable.Column {
    TextTable.Column(title: quantity.name, isLeft: !quantity.isNumeric, rank: rank)
  }

  /// Numbers of runs in states: `3 fitted, 1 plateau`.
  static func census(_ counts: [(state: String, count: Int)]) -> String {
    counts.map { "\($0.count) \($0.state)" }.joined(separator: ", ")
  }
}
