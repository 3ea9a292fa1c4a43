import ArgumentParser

/// What says of settings beside flags.
struct SettingsSource: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: "File of settings, YAML or a run's config.json; flags win over it.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var configurationFile: String?

  @Option(help: "What nets learn where no other flag tells: reconstruct (an image) or classify.")
  var task: TaskFlag?
}
