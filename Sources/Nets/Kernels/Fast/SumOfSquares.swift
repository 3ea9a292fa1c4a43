/// Σ x², summed in Double, in order.
func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
  var sum = 0.0
  for index in 0..<count { sum += Double(x[index]) * Double(x[index]) }
  return sum
}
