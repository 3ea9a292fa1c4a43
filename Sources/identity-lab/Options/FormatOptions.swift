import ArgumentParser

/// Whether the result is for a program.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print the result as one JSON object.")
  var json = false
}
