import ArgumentParser
import LabBase

/// What a stored net is asked about beside what its run did.
struct EvaluationOptions: ParsableArguments {
  @OptionGroup(title: "Nets that reconstruct images") var net: NetQuestions
  @OptionGroup(title: "Classifiers") var classifier: ClassifierQuestions

  /// Requires that nothing was asked that does not go with a net.
  ///
  /// - Parameters:
  ///   - flags: those that were given and do not.
  ///   - subject: what the net is.
  /// - Throws: `LabError.usage` naming the first.
  func requireNone(_ flags: [String], of subject: String) throws(LabError) {
    if let flag = flags.first { throw .usage("\(flag) is no question for \(subject)") }
  }
}
