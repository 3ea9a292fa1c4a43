/// How far one update goes: the rule's learning rate, and a factor on the gradient that the rule is given.
struct StepSize: Equatable {
  let learningRate: Double
  let gradientScale: Double
}
