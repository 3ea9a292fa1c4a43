extension Evaluator {
  /// Sums over the images of one set.
  struct Totals {
    var identity = DefinedMean()
    var constant = DefinedMean()
    var squaredToIdentity = 0.0
    var squaredToConstant = 0.0

    /// Adds one image's output.
    mutating func add(output: ArraySlice<Float>, input: ArraySlice<Float>, constant trained: [Float]) {
      precondition(
        output.count == trained.count, "\(output.count) outputs for \(trained.count) training values")
      identity.add(pearsonCorrelation(output, input))
      constant.add(pearsonCorrelation(output, trained))
      squaredToIdentity += meanSquaredDifference(output, input)
      squaredToConstant += meanSquaredDifference(output, trained[...])
    }

    private func meanSquaredDifference(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
      var sum = 0.0
      for (x, y) in zip(a, b) {
        let difference = Double(x) - Double(y)
        sum += difference * difference
      }
      return sum / Double(a.count)
    }
  }
}
