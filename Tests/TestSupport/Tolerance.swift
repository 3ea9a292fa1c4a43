import Testing

/// Whether `value` lies within `absolute + relative · |reference|` of `reference`; never for NaN.
public func isClose<Number: BinaryFloatingPoint>(
  _ value: Number, _ reference: Number, absolute: Number = 0, relative: Number
) -> Bool {
  abs(value - reference) <= absolute + relative * abs(reference)
}

/// Expects two vectors to be as long as each other and close in every element.
///
/// `absolute` is in units of the reference's largest magnitude, so that it means the same for gradients of 1e-8
/// and outputs of 10.
public func expectClose<Number: BinaryFloatingPoint>(
  _ values: [Number], _ reference: [Double], absolute: Double, relative: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard values.count == reference.count, !values.isEmpty else {
    Issue.record("\(what): \(values.count) values against \(reference.count)", sourceLocation: sourceLocation)
    return
  }
  let floor = absolute * (reference.map { abs($0) }.max() ?? 0)
  let wrong = values.indices.filter {
    !isClose(Double(values[$0]), reference[$0], absolute: floor, relative: relative)
  }
  if let first = wrong.first {
    Issue.record(
      "\(what): \(wrong.count) of \(values.count) differ, first [\(first)] \(values[first]) for \(reference[first])",
      sourceLocation: sourceLocation)
  }
}
