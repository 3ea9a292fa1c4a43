import CNetKernels

extension cnk_weight_update {
  /// What a consumer does, with the rule's constants rounded to Float.
  init(_ consumer: GradientConsumer<Float>) {
    switch consumer.target {
    case .buffer(let buffer):
      self.init(CNK_STORE, values: buffer)
    case .weights(let weights, let change, let first, let second):
      switch change.rule {
      case .descent(let learningRate):
        self.init(CNK_DESCENT, values: weights, rate: learningRate)
      case .momentum(let learningRate, let momentum):
        self.init(CNK_MOMENTUM, values: weights, rate: learningRate, firstDecay: momentum)
      case .adam(let stepSize, let rootCorrection, let beta1, let beta2, let epsilon):
        self.init(
          CNK_ADAM, values: weights, rate: stepSize, firstDecay: beta1, firstShare: 1 - beta1,
          secondDecay: beta2, secondShare: 1 - beta2, rootFactor: 1 / rootCorrection, epsilon: epsilon)
      case .rmsprop(let learningRate, let alpha, let epsilon):
        self.init(
          CNK_RMSPROP, values: weights, rate: learningRate, firstDecay: alpha, firstShare: 1 - alpha,
          epsilon: epsilon)
      case .adagrad(let learningRate, let epsilon):
        self.init(CNK_ADAGRAD, values: weights, rate: learningRate, epsilon: epsilon)
      case .adamax(let stepSize, let beta1, let beta2, let epsilon):
        self.init(
          CNK_ADAMAX, values: weights, rate: stepSize, firstDecay: beta1, firstShare: 1 - beta1,
          secondDecay: beta2, epsilon: epsilon)
      }
      (first_moment, second_moment) = (first, second)
      decay = Float(change.weightDecay)
    }
    row_length = consumer.rowLength
    row_squares = consumer.rowSquares
  }

  private init(
    _ rule: cnk_rule, values: UnsafeMutablePointer<Float>, rate: Double = 0, firstDecay: Double = 0,
    firstShare: Double = 0, secondDecay: Double = 0, secondShare: Double = 0, rootFactor: Double = 0,
    epsilon: Double = 0
  ) {
    self.init(
      rule: rule, rate: Float(rate), first_decay: Float(firstDecay), first_share: Float(firstShare),
      second_decay: Float(secondDecay), second_share: Float(secondShare), root_factor: Float(rootFactor),
      epsilon: Float(epsilon), decay: 0, values: values, first_moment: nil, second_moment: nil, row_length: 1,
      row_squares: nil)
  }
}
