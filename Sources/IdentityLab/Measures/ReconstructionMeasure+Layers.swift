extension ReconstructionMeasure.Layers {
  /// The rate, or the difference of two; nil of nets with fewer than three hidden layers, and of a layer without a rate.
  ///
  /// - Parameter layers: the input's, every layer's, the last being the output's.
  func rate(of layers: [LayerError]) -> Double? {
    let rates = layers.compactMap(\.rate)
    let hidden = rates.dropFirst().dropLast()
    let third = hidden.count / 3
    guard rates.count == layers.count, third > 0, let first = rates.first, let last = rates.last else {
      return nil
    }
    // The worst of many layers is above the first by chance alone; the middle ones are chosen before they are seen.
    let middle = hidden.dropFirst(third).dropLast(third)
    let rate = middle.reduce(0, +) / Double(middle.count)
    switch self {
    case .middle: return rate
    case .last: return last
    case .rise: return rate - first
    case .fall: return rate - last
    }
  }

  /// The number in words.
  var title: String {
    switch self {
    case .middle: "error rate in the middle third of the hidden layers"
    case .last: "error rate at the last layer"
    case .rise: "rise of the error rate from the input to the middle layers"
    case .fall: "fall of the error rate from the middle layers to the last"
    }
  }
}
