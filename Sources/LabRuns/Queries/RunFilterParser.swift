import LabBase

/// Reads the text of a ``RunFilter`` by recursive descent, to a bounded depth.
struct RunFilterParser<L: Lab> {
  private let text: String
  private let option: String
  private let tokens: [RunFilterToken]
  private var next = 0
  private var depth = 0

  /// Cuts a text into tokens.
  ///
  /// - Throws: `LabError.badConfiguration` for a quote that is not closed.
  init(_ text: String, option: String) throws(LabError) {
    self.text = text
    self.option = option
    do throws(RunFilterProblem) {
      tokens = try RunFilterToken.split(text)
    } catch {
      throw Self.error(error, text, option)
    }
  }

  /// Reads all of the text.
  ///
  /// - Throws: `LabError.badConfiguration` with the place of the first thing that cannot be.
  mutating func parse() throws(LabError) -> RunCondition<L> {
    do throws(RunFilterProblem) {
      let condition = try alternatives()
      guard next == tokens.count else { throw problem("\"and\", \"or\" or the end") }
      return condition
    } catch {
      throw Self.error(error, text, option)
    }
  }

  private mutating func alternatives() throws(RunFilterProblem) -> RunCondition<L> {
    var conditions = [try conjunction()]
    while take("or") { conditions.append(try conjunction()) }
    return conditions.count == 1 ? conditions[0] : .any(conditions)
  }

  private mutating func conjunction() throws(RunFilterProblem) -> RunCondition<L> {
    var conditions = [try term()]
    while take("and") { conditions.append(try term()) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func term() throws(RunFilterProblem) -> RunCondition<L> {
    guard depth < RunFilter<L>.depthLimit else {
      throw problem("at most \(RunFilter<L>.depthLimit) parentheses and \"not\" in each other")
    }
    depth += 1
    defer { depth -= 1 }
    if take("not") { return .not(try term()) }
    guard take(.open) != nil else { return try comparison() }
    let condition = try alternatives()
    guard take(.close) != nil else { throw problem("\")\", \"and\" or \"or\"") }
    return condition
  }

  private mutating func comparison() throws(RunFilterProblem) -> RunCondition<L> {
    guard let name = take(.word) else { throw problem("a comparison such as depth>5") }
    let quantity = try located(name) { () throws(LabError) in
      try RunQuantity<L>.named(name.text, option: option)
    }
    let signs = RunCondition<L>.Comparison.allCases.map(\.rawValue).joined(separator: " ")
    let expected = "a comparison of \(quantity.name), one of \(signs)"
    guard let sign = take(.sign) else { throw problem(expected) }
    guard let comparison = RunCondition<L>.Comparison(rawValue: sign.text) else {
      throw RunFilterProblem(position: sign.position, found: "\"\(sign.text)\"", expected: expected)
    }
    guard !comparison.isOrder || quantity.isNumeric else {
      throw RunFilterProblem(
        position: sign.position, found: "\"\(sign.text)\"",
        expected: "= or !=, for \(quantity.name) has no order")
    }
    guard let word = take(.word) ?? take(.quoted) else {
      throw problem(
        "what to compare \(quantity.name) with\(quantity.isNumeric ? "" : ", in quotes if need be")")
    }
    let value = try located(word) { () throws(LabError) in try quantity.value(word.text, option: option) }
    return .comparison(quantity, comparison, value)
  }

  private mutating func take(_ kind: RunFilterToken.Kind) -> RunFilterToken? {
    guard next < tokens.count, tokens[next].kind == kind else { return nil }
    next += 1
    return tokens[next - 1]
  }

  private mutating func take(_ keyword: String) -> Bool {
    guard next < tokens.count, tokens[next].isKeyword(keyword) else { return false }
    next += 1
    return true
  }

  /// That what comes next is not what was expected.
  private func problem(_ expected: String) -> RunFilterProblem {
    guard next < tokens.count else {
      return RunFilterProblem(position: text.count + 1, found: "the end", expected: expected)
    }
    return RunFilterProblem(
      position: tokens[next].position, found: "\"\(tokens[next].text)\"", expected: expected)
  }

  private func located<Value>(
    _ token: RunFilterToken, _ body: () throws(LabError) -> Value
  ) throws(RunFilterProblem) -> Value {
    do throws(LabError) {
      return try body()
    } catch .badConfiguration(_, let found, let expected) {
      throw RunFilterProblem(position: token.position, found: found, expected: expected)
    } catch {
      throw RunFilterProblem(position: token.position, found: "\"\(token.text)\"", expected: "\(error)")
    }
  }

  private static func error(_ problem: RunFilterProblem, _ text: String, _ option: String) -> LabError {
    .badConfiguration(
      key: option, found: "\(problem.found) at character \(problem.position) of \"\(text)\"",
      expected: problem.expected)
  }
}
