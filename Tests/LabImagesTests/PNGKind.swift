import Nets

@testable import LabImages

/// One kind of PNG file with the picture that it must give, worked out without a PNG library.
struct PNGKind: CustomStringConvertible, Sendable {
  let color: TestPNG.Color
  let bitDepth: Int
  let isInterlaced: Bool
  /// Whether a `tRNS` chunk makes one colour, or the first palette entries, transparent.
  let hasTransparency: Bool

  /// Every colour type and bit depth of the standard, plain and interlaced, with `tRNS` where it may stand.
  static let all: [PNGKind] = {
    let depths: [(TestPNG.Color, [Int])] = [
      (.gray, [1, 2, 4, 8, 16]), (.rgb, [8, 16]), (.palette, [1, 2, 4, 8]), (.grayAlpha, [8, 16]),
      (.rgba, [8, 16]),
    ]
    return depths.flatMap { color, depths in
      depths.flatMap { depth in
        [false, true].flatMap { interlaced in
          (color == .grayAlpha || color == .rgba ? [false] : [false, true]).map { transparent in
            PNGKind(color: color, bitDepth: depth, isInterlaced: interlaced, hasTransparency: transparent)
          }
        }
      }
    }
  }()

  var description: String {
    "\(color) \(bitDepth) bit\(isInterlaced ? ", interlaced" : "")\(hasTransparency ? ", tRNS" : "")"
  }

  func file(width: Int, height: Int) -> TestPNG {
    let noise = RandomStream(key: RandomKey(seed: 11).deriving(description))
    var samples = (0..<width * height * color.samples).map { noise.integer(at: $0, below: 1 << bitDepth) }
    if hasTransparency && color != .palette {
      // Pixels of the transparent colour, and at 16 bit neighbours that only their low byte tells from it.
      for pixel in 0..<width * height where pixel % 3 != 0 {
        let nearby = pixel % 3 == 1 || bitDepth < 16 ? 0 : 1
        for sample in 0..<color.samples {
          samples[pixel * color.samples + sample] = transparentColor[sample] ^ nearby
        }
      }
    }
    return TestPNG(
      width: width, height: height, color: color, bitDepth: bitDepth, isInterlaced: isInterlaced,
      samples: samples, before: colorChunks)
  }

  /// The picture of `file` as ``PNGFile/read(_:)`` documents it.
  func image(of file: TestPNG) -> Image {
    let channels = color == .gray || color == .grayAlpha ? 1 : 3
    var image = Image(channels: channels, height: file.height, width: file.width)
    for y in 0..<file.height {
      for x in 0..<file.width {
        let start = (y * file.width + x) * color.samples
        let (colors, alpha) = pixel(Array(file.samples[start..<start + color.samples]))
        for channel in 0..<channels {
          let value = (Double(colors[channel]) * Double(alpha) / 255).rounded()
          image[channel, y, x] = Float(value) / 255
        }
      }
    }
    return image
  }

  /// 8-bit colour and alpha of one pixel.
  private func pixel(_ samples: [Int]) -> (colors: [Int], alpha: Int) {
    switch color {
    case .palette:
      let alphas = hasTransparency ? paletteAlphas : []
      return (palette[samples[0]], samples[0] < alphas.count ? alphas[samples[0]] : 255)
    case .gray, .rgb:
      let isTransparent = hasTransparency && samples == Array(transparentColor.prefix(samples.count))
      return (samples.map(eightBit), isTransparent ? 0 : 255)
    case .grayAlpha, .rgba:
      return (samples.dropLast().map(eightBit), eightBit(samples[samples.count - 1]))
    }
  }

  private func eightBit(_ sample: Int) -> Int {
    Int((Double(sample) * 255 / Double(1 << bitDepth - 1)).rounded())
  }

  private var transparentColor: [Int] { [5, 77, 301].map { $0 & (1 << bitDepth - 1) } }

  private var palette: [[Int]] {
    (0..<1 << bitDepth).map { [$0 * 37 & 255, 255 - ($0 * 11 & 255), ($0 * 101 + 9) & 255] }
  }

  /// Fewer than there are colours: the rest is opaque.
  private var paletteAlphas: [Int] { (0..<1 << bitDepth - 1).map { ($0 * 83 + 40) & 255 } }

  private var colorChunks: [TestPNG.Chunk] {
    var chunks: [TestPNG.Chunk] = []
    if color == .palette { chunks.append(("PLTE", palette.joined().map { UInt8($0) })) }
    if hasTransparency {
      chunks.append(
        (
          "tRNS",
          color == .palette
            ? paletteAlphas.map { UInt8($0) }
            : transparentColor.prefix(color.samples).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        ))
    }
    return chunks
  }
}
