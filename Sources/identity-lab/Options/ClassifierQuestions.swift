import ArgumentParser

/// What a classifier is asked about beside the parts of its own data.
struct ClassifierQuestions: ParsableArguments {
  @Option(help: "Another test set, as for train --test-set; only that is asked about then.")
  var testSet: String?

  /// The flags that were given.
  var given: [String] { testSet == nil ? [] : ["--test-set"] }
}
