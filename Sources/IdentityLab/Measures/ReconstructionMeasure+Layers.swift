extension ReconstructionMeasure.Layers {
  /// The rate, or the difference of two; nil of no layers, and of one without a rate.
  func rate(of layers: [LayerError]) -> Double? {
    let rates = layers.compactMap(\.rate)
    guard rates.count == layers.count, let first = rates.first, let last = rates.last, let peak = rates.max()
    else { return nil }
    switch self {
    case .peak: return peak
    case .last: return last
    case .rise: return peak - first
    case .fall: return peak - last
    }
  }

  /// The number in words.
  var title: String {
    switch self {
    case .peak: "highest error rate of a layer"
    case .last: "error rate at the last layer"
    case .rise: "rise of the error rate from the input to the worst layer"
    case .fall: "fall of the error rate from the worst layer to the last"
    }
  }
}
