import LabBase

/// A number or a word that every run has, or may have: what tables show, curves and grids are drawn of, and ``RunFilter``
/// compares.
///
/// The settings are quantities, under their names and their flags. The floor adds what it knows of every run, and a
/// laboratory its findings: see ``Lab/quantities``.
package struct RunQuantity<L: Lab>: Sendable {
  /// Its name in camel case, as tables and JSON have it: `kernelSize`, `loss`, `identity@fashion`.
  package let name: String
  /// Other words for it that a user may say.
  package let aliases: [String]
  /// What it is, in words for the axis of a picture, with its unit.
  package let title: String
  /// The texts that its values have, and so what it can be compared with.
  package let domain: SettingDomain
  /// The setting that it is; nil of what is found or known afterwards.
  package let key: SettingKey?
  /// Whether it is measured of the trained net, and so known of a fitted run only.
  package let isFinding: Bool
  private let place: @Sendable (String) -> Double?
  private let valueOf: @Sendable (StoredRun<L>) -> QuantityValue?

  /// The run's value; nil where it has none, and a finding of a run that is not fitted.
  package func value(of run: StoredRun<L>) -> QuantityValue? {
    isFinding && !run.isFitted ? nil : valueOf(run)
  }

  /// The run's number or place on an axis; nil where it has none.
  package func number(of run: StoredRun<L>) -> Double? {
    value(of: run)?.number
  }

  /// The value of a text that a run has, with its place on an axis.
  package func value(stored text: String) -> QuantityValue {
    QuantityValue(text, number: place(text))
  }

  /// Whether its values have an order, and can be an axis of curves.
  package var isNumeric: Bool { domain.isNumeric }

  /// Whether the mean over runs says something: of numbers that are found, not of settings and dates.
  package var hasMean: Bool {
    if case .numbers = domain { key == nil } else { false }
  }

  /// The value that a user's text names, in the form that runs have it; a number outside a setting's range is one too.
  ///
  /// - Parameter option: where the text stands, for the error.
  /// - Throws: `LabError.badConfiguration` for a text that is none, with what was expected.
  package func value(_ text: String, option: String) throws(LabError) -> QuantityValue {
    if case .form = domain {
    } else if isNumeric, let number = Double(text), !number.isNaN {
      // Whole numbers beyond 2⁵³ keep their digits.
      let checked = try? domain.checked(text, key: SettingKey(rawValue: option))
      return QuantityValue(checked ?? PlainNumber.text(number + 0), number: number)
    }
    let checked = try domain.checked(text, key: SettingKey(rawValue: option))
    return QuantityValue(checked, number: place(checked))
  }
}

extension RunQuantity {
  /// A setting.
  package init(_ setting: Setting<L.Configuration>) {
    name = setting.key.rawValue
    aliases = [setting.flag, setting.key.kebab].filter { $0 != setting.key.rawValue }.distinct
    title = setting.axisTitle
    domain = setting.domain
    key = setting.key
    isFinding = false
    let place: @Sendable (String) -> Double? = { setting.domain.isNumeric ? setting.place($0) : nil }
    self.place = place
    valueOf = { run in
      let text = setting.text(run.configuration)
      return text.isEmpty ? nil : QuantityValue(text, number: place(text))
    }
  }

  /// A number that is known of a run.
  ///
  /// - Parameters:
  ///   - name: in camel case; the same in kebab case names it too.
  ///   - isFinding: whether it is measured of the trained net, and so kept back of runs that are not fitted.
  package init(
    _ name: String, aliases: [String] = [], title: String, isFinding: Bool = false,
    number: @escaping @Sendable (StoredRun<L>) -> Double?
  ) {
    self.init(
      name, aliases: aliases, title: title, domain: .numbers(expected: "a number") { _ in true },
      isFinding: isFinding, place: { Double($0) }, valueOf: { number($0).map { QuantityValue($0) } })
  }

  /// A word that is known of a run; `words` are all that it may be, nil any text.
  package init(
    _ name: String, aliases: [String] = [], title: String, words: [String]?, isFinding: Bool = false,
    word: @escaping @Sendable (StoredRun<L>) -> String?
  ) {
    self.init(
      name, aliases: aliases, title: title, domain: words.map { .words($0) } ?? .text,
      isFinding: isFinding, place: { _ in nil }, valueOf: { word($0).map { QuantityValue($0) } })
  }

  /// A text that has a place on an axis.
  init(
    _ name: String, aliases: [String] = [], title: String, domain: SettingDomain, isFinding: Bool = false,
    place: @escaping @Sendable (String) -> Double?,
    valueOf: @escaping @Sendable (StoredRun<L>) -> QuantityValue?
  ) {
    self.name = name
    let kebab = SettingKey(rawValue: name).kebab
    self.aliases = (kebab == name ? [] : [kebab]) + aliases
    self.title = title
    self.domain = domain
    key = nil
    self.isFinding = isFinding
    self.place = place
    self.valueOf = valueOf
  }
}
