import Testing

@testable import LabBase
@testable import LabDrawing

@Suite("Colour maps")
struct ColorMapTests {
  @Test("lightness rises along the maps for magnitudes", arguments: [ColorMap.sequential, .gray])
  func lightnessRises(map: ColorMap) {
    let lightness = map.table.map(\.lightness)
    // Neighbours may round to the same 8-bit colour; none may fall, and three steps on all have risen.
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(zip(lightness, lightness.dropFirst(3)).allSatisfy { $0 < $1 })
    #expect(lightness[255] - lightness[0] > 70)
  }

  @Test("the sequential map's lightness is even: no stretch of it is flat or steep")
  func lightnessIsEven() {
    let lightness = stride(from: 0, through: 255, by: 17).map { ColorMap.sequential.table[$0].lightness }
    let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
    let mean = steps.reduce(0, +) / Double(steps.count)
    #expect(steps.allSatisfy { $0 > 0.6 * mean && $0 < 1.4 * mean })
  }

  @Test("the diverging map is as dark at −v as at +v and lightest in its middle")
  func divergingIsSymmetric() {
    let lightness = ColorMap.diverging.table.map(\.lightness)
    for index in 0..<128 {
      #expect(abs(lightness[index] - lightness[255 - index]) < 2.5, "entry \(index)")
    }
    #expect(zip(lightness[..<128], lightness[1..<128]).allSatisfy { $0 <= $1 })
    #expect(lightness[127] > 95 && lightness[0] < 50)
  }

  @Test("one end of the diverging map is blue and the other is not, which red–green blindness leaves visible")
  func divergingEndsDifferInBlue() {
    let map = ColorMap.diverging
    #expect(map.table[0].blue > map.table[0].red && map.table[255].red > map.table[255].blue)
  }

  @Test("grey keeps every 8-bit level")
  func grayKeepsLevels() {
    for level in 0...255 {
      let color = ColorMap.gray.color(at: Double(Float(level) / 255))
      #expect(color == Color(UInt32(level * 0x010101)))
    }
  }

  @Test("values map to fractions, outside ones to the ends, undefined ones to none")
  func rangesClip() {
    let range = ValueRange(-1, 3)
    #expect(range.fraction(of: -1) == 0 && range.fraction(of: 1) == 0.5 && range.fraction(of: 3) == 1)
    #expect(range.fraction(of: -9) == 0 && range.fraction(of: 9) == 1)
    #expect(range.fraction(of: .nan) == nil && range.fraction(of: .infinity) == nil)
    #expect(ValueRange(2, 2).fraction(of: 2) == 0.5)
    #expect(ValueRange(-1, 3).symmetric == ValueRange(-3, 3))
    #expect(ValueRange(holding: [Float.nan, 2, -.infinity, 1]) == ValueRange(1, 2))
    #expect(ValueRange(holding: [Float.nan]) == nil)
  }
}
