import ArgumentParser

/// Whether a picture may take the place of another one.
struct ReplacingOptions: ParsableArguments {
  @Flag(help: "Replace pictures of other settings, and files that are no pictures of this program.")
  var force = false
}
