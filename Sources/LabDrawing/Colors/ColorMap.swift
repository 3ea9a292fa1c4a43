/// A table of 256 colours that turns a fraction 0 … 1 into a colour.
///
/// The tables are computed here from curves in Oklab, so lightness is what we say it is: linear along the
/// sequential map, mirrored about the middle of the diverging one. Both survive red–green colour blindness,
/// because blue against yellow or orange is what dichromats of the common kinds still see.
package struct ColorMap: Equatable, Sendable {
  /// The map's name, for legends.
  package let name: String
  /// 256 colours, from fraction 0 to fraction 1.
  let table: [Color]

  private init(name: String, color: (Double) -> Color) {
    self.name = name
    table = (0..<256).map { color(Double($0) / 255) }
  }

  /// Black to white; entry i is the grey level i, so an 8-bit picture keeps its pixels.
  package static let gray = ColorMap(name: "gray") { fraction in
    let level = UInt8((fraction * 255).rounded())
    return Color(red: level, green: level, blue: level)
  }

  /// Dark violet over teal to yellow, lightness rising linearly from 0.24 to 0.93: for non-negative measures.
  ///
  /// A quadratic Bézier curve of the two opponent axes; lightness is independent of it.
  package static let sequential = ColorMap(name: "sequential") { fraction in
    func bezier(_ start: Double, _ middle: Double, _ end: Double) -> Double {
      let rest = 1 - fraction
      return rest * rest * start + 2 * rest * fraction * middle + fraction * fraction * end
    }
    return Color(
      lightness: 0.24 + 0.69 * fraction, greenRed: bezier(0.045, -0.12, -0.035),
      blueYellow: bezier(-0.095, -0.08, 0.15))
  }

  /// Blue over white to orange-brown, lightness mirrored about the middle: for signed values, 0 in the middle.
  package static let diverging = ColorMap(name: "diverging") { fraction in
    let signed = 2 * fraction - 1
    let distance = abs(signed)
    // Chroma saturates sooner than lightness falls, so that weak values already show their sign.
    let chroma = 0.13 * (1 - (1 - distance) * (1 - distance))
    return signed < 0
      ? Color(lightness: 0.985 - 0.535 * distance, greenRed: -0.25 * chroma, blueYellow: -0.97 * chroma)
      : Color(lightness: 0.985 - 0.535 * distance, greenRed: 0.60 * chroma, blueYellow: 0.72 * chroma)
  }

  /// The colour of a fraction; fractions outside 0 … 1 get the nearest end.
  func color(at fraction: Double) -> Color {
    table[Int((min(max(fraction, 0), 1) * 255).rounded())]
  }
}
