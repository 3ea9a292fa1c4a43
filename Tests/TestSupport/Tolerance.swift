/// Whether `value` lies within `absolute + relative · |reference|` of `reference`; never for NaN.
public func isClose<Number: BinaryFloatingPoint>(
  _ value: Number, _ reference: Number, absolute: Number = 0, relative: Number
) -> Bool {
  abs(value - reference) <= absolute + relative * abs(reference)
}
