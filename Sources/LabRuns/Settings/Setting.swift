import LabBase

/// One setting of a laboratory: everything that is known of it, in one place.
package struct Setting<Configuration>: Sendable {
  /// How a value stands in a text that names nets or runs.
  package enum Naming: Sendable {
    /// Behind the setting's title: `depth 5`.
    case titled
    /// Alone where nets are listed, for the word tells: `cnn`.
    case word
    /// Before the setting's title where nets are listed, for it does not tell alone: `true pixels`, `no batch norm`.
    case qualifier
    /// Alone everywhere: the name of a thing, such as an image.
    case name
  }

  /// What a setting is about.
  package enum Role: Sendable {
    /// The net, its training, or what it is trained on.
    case training
    /// Only what is measured afterwards.
    case measurement
    /// A word for several others, which are what a configuration holds: it never applies itself.
    case shorthand
  }

  /// Its name.
  package let key: SettingKey
  /// The flag on the command line, without dashes.
  package let flag: String
  /// The texts that it takes.
  package let domain: SettingDomain
  /// What the flag's help says of it: what it is, the words it takes, and what is taken where nothing is said.
  package let help: String
  /// A complete run's value as text; empty where the setting has no effect or, of one that may be left out, was not
  /// given.
  package let text: @Sendable (Configuration) -> String
  /// The settings that decide whether this one has an effect; none where it always has.
  package let dependsOn: [SettingKey]
  /// The title of an axis, with its unit.
  package let axisTitle: String
  /// How a value is named.
  package let naming: Naming
  /// What it is about.
  package let role: Role
  /// A value as pictures show it, such as a file without its folders.
  package let shown: @Sendable (String) -> String
  /// A value's place on an axis; nil of a word.
  package let place: @Sendable (String) -> Double?

  /// Describes a setting.
  ///
  /// - Parameters:
  ///   - flag: by default the key in kebab case.
  ///   - help: for a program with flags; by default it says nothing.
  ///   - axisTitle: by default the key's title.
  ///   - dependsOn: of a setting that has an effect on some runs only, those that decide on which.
  ///   - place: by default the number that the text is.
  package init(
    _ key: SettingKey, flag: String? = nil, domain: SettingDomain, help: String = "",
    axisTitle: String? = nil, dependsOn: [SettingKey] = [], naming: Naming = .titled, role: Role = .training,
    shown: @escaping @Sendable (String) -> String = { $0 },
    place: @escaping @Sendable (String) -> Double? = { Double($0) },
    text: @escaping @Sendable (Configuration) -> String
  ) {
    self.key = key
    self.flag = flag ?? key.kebab
    self.domain = domain
    self.help = help
    self.axisTitle = axisTitle ?? key.title
    self.dependsOn = dependsOn
    self.naming = naming
    self.role = role
    self.shown = shown
    self.place = place
    self.text = text
  }

  /// What it may be called: its name, and its flag.
  package var words: [String] { [key.rawValue, flag].distinct }

  /// Whether the setting has an effect on a complete run.
  package func applies(to configuration: Configuration) -> Bool {
    dependsOn.isEmpty || !text(configuration).isEmpty
  }

  /// A value with what it is of, where it does not tell by itself: `depth 5`, `mnist:7`.
  package func label(_ value: String) -> String {
    naming == .name ? shown(value) : "\(key.title) \(value)"
  }
}
