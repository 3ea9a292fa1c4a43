import Foundation

/// An opaque 8-bit sRGB colour.
package struct Color: Equatable, Hashable, Sendable {
  /// Red, 0 … 255.
  let red: UInt8
  /// Green, 0 … 255.
  let green: UInt8
  /// Blue, 0 … 255.
  let blue: UInt8

  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour written `0xRRGGBB`.
  package init(_ hexadecimal: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hexadecimal >> 16), green: UInt8(truncatingIfNeeded: hexadecimal >> 8),
      blue: UInt8(truncatingIfNeeded: hexadecimal))
  }

  /// Relative luminance Y of CIE XYZ under D65, 0 (black) … 1 (white).
  var luminance: Double {
    func linear(_ value: UInt8) -> Double {
      let encoded = Double(value) / 255
      return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// CIE lightness L*, 0 (black) … 100 (white).
  var lightness: Double {
    luminance > 216.0 / 24389 ? 116 * cbrt(luminance) - 16 : luminance * 24389 / 27
  }

  /// This colour with a share of another, 0 … 1, mixed as the stored values are.
  func mixed(with other: Color, share: Double) -> Color {
    func mixed(_ own: UInt8, _ its: UInt8) -> UInt8 {
      UInt8((Double(own) * (1 - share) + Double(its) * share).rounded())
    }
    return Color(
      red: mixed(red, other.red), green: mixed(green, other.green), blue: mixed(blue, other.blue))
  }

  /// Black or white, whichever is easier to read on this colour.
  var readableInk: Color { lightness > 55 ? FigureStyle.ink : FigureStyle.paper }
}

extension Color {
  /// The sRGB colour of a point in Oklab, clamped to what a screen can show.
  ///
  /// Source: Ottosson, "A perceptual color space for image processing", 2020, whose constants these are.
  /// Lightness is 0 … 1; `greenRed` and `blueYellow` are the opponent axes a and b, about ±0.4.
  init(lightness: Double, greenRed: Double, blueYellow: Double) {
    func cubed(_ value: Double) -> Double { value * value * value }
    let long = cubed(lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow)
    let medium = cubed(lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow)
    let short = cubed(lightness - 0.0894841775 * greenRed - 1.2914855480 * blueYellow)
    func encoded(_ linear: Double) -> UInt8 {
      let clamped = min(max(linear, 0), 1)
      let value = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * pow(clamped, 1 / 2.4) - 0.055
      return UInt8((value * 255).rounded())
    }
    self.init(
      red: encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
      green: encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
      blue: encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short))
  }
}
