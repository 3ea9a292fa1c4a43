import LabBase
import LabRuns

/// A command that a reader may copy.
struct RunCommand: Encodable, Equatable {
  let title: String
  let text: String

  /// The commands about a run: reproduce it, go on with it, draw it.
  ///
  /// None of them names a folder.
  static func all<L: ExplorerLab>(of run: StoredRun<L>, words: RunWords<L>) -> [RunCommand] {
    let settings = Settings(of: run.configuration)
    var commands = [
      RunCommand(title: run.record == nil ? "make or go on" : "reproduce", text: train(settings, L.self))
    ]
    if let outcome = run.record?.outcome, outcome != .fitted, let longer = twiceAsLong(settings) {
      commands.append(RunCommand(title: "train up to twice as long", text: train(longer, L.self)))
    }
    commands.append(
      RunCommand(title: "settings as YAML", text: "identity-lab runs show \(run.runKey) --yaml"))
    guard run.record != nil else { return commands }
    return commands
      + words.drawing.map { RunCommand(title: $0, text: "identity-lab \($0) \(run.runKey)") }
  }

  /// `identity-lab train --depth 5 …`, every setting that has an effect.
  static func train<L: ExplorerLab>(_ settings: Settings, _: L.Type) -> String {
    let flags = L.Configuration.settings.settings.compactMap { setting in
      settings[setting.key].map { "--\(setting.flag) \(ShellWord.quoted($0))" }
    }
    return (["identity-lab train"] + flags).joined(separator: " ")
  }

  private static func twiceAsLong(_ settings: Settings) -> Settings? {
    for key in ["steps", "epochs"].map({ SettingKey(rawValue: $0) }) {
      guard let steps = settings[key].flatMap({ Int($0) }) else { continue }
      var longer = settings
      longer[key] = "\(2 * steps)"
      return longer
    }
    return nil
  }
}
