import LabBase
import LabImages

/// A strip of a colour map with the values its colours stand for.
enum ColorBar {
  private static let thickness = 12

  /// A lying bar: values of its ends at its sides, 0 below its middle if asked for, then an explanation.
  static func horizontal(
    _ map: ColorMap, range: ValueRange, marksZero: Bool, explanation: String, lineWidth: Double,
    meter: TextMeter
  ) -> Drawing {
    lying(
      map, ends: (NumberText.short(range.lower), NumberText.short(range.upper)), marksZero: marksZero,
      explanation: explanation, lineWidth: lineWidth, meter: meter)
  }

  /// A lying bar whose ends are words, for scales that differ from tile to tile; diverging maps show 0.
  static func words(
    _ map: ColorMap, lower: String, upper: String, explanation: String, lineWidth: Double, meter: TextMeter
  ) -> Drawing {
    lying(
      map, ends: (lower, upper), marksZero: map == .diverging, explanation: explanation,
      lineWidth: lineWidth, meter: meter)
  }

  private static func lying(
    _ map: ColorMap, ends: (lower: String, upper: String), marksZero: Bool, explanation: String,
    lineWidth: Double, meter: TextMeter
  ) -> Drawing {
    let length = 120
    var drawing = Drawing()
    let lower = meter.block(ends.lower, FigureStyle.small)
    let upper = meter.block(ends.upper, FigureStyle.small)
    drawing.place(lower, x: 0, y: 0)
    var bytes: [UInt8] = []
    for _ in 0..<thickness {
      for x in 0..<length {
        let color = map.color(at: Double(x) / Double(length - 1))
        bytes += [color.red, color.green, color.blue]
      }
    }
    let bar = PictureMark(
      raster: Raster(width: length, height: thickness, bytes: bytes), role: .colorBar,
      x: (lower.right + 6).rounded(.up), y: 1)
    drawing.add(.picture(bar))
    drawing.outline(bar.box)
    if marksZero {
      let middle = bar.box.x + Double(length / 2) + 0.5
      drawing.line(
        [Point(x: middle, y: bar.box.bottom), Point(x: middle, y: bar.box.bottom + 4)],
        Stroke(color: FigureStyle.axis))
      let zero = meter.block("0", FigureStyle.small)
      drawing.place(zero, x: middle - zero.right / 2, y: bar.box.bottom + 4)
    }
    drawing.place(upper, x: bar.box.right + 6, y: 0)
    let textStart = drawing.right + 14
    let text = meter.block(explanation, FigureStyle.note, width: max(lineWidth - textStart, 240))
    drawing.place(text, x: textStart, y: 0)
    return drawing
  }

  /// A standing bar of a given height with ticks at its right and, turned beside them, what their numbers are.
  static func vertical(
    _ map: ColorMap, range: ValueRange, isLogarithmic: Bool = false, height: Int, title: String? = nil,
    meter: TextMeter
  ) -> Drawing {
    var bytes: [UInt8] = []
    for y in 0..<height {
      let color = map.color(at: 1 - Double(y) / Double(max(height - 1, 1)))
      for _ in 0..<thickness { bytes += [color.red, color.green, color.blue] }
    }
    var drawing = Drawing()
    let bar = PictureMark(
      raster: Raster(width: thickness, height: height, bytes: bytes), role: .colorBar, x: 0, y: 0)
    drawing.add(.picture(bar))
    drawing.outline(bar.box)
    let axis = AxisMapping(range: range, isLogarithmic: isLogarithmic)
    let ticks = axis.ticks(atMost: max(3, height / 28))
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = (bar.box.bottom - 1 - axis.fraction(of: value) * Double(height - 1)) + 0.5
      drawing.line(
        [Point(x: bar.box.right, y: y), Point(x: bar.box.right + 4, y: y)], Stroke(color: FigureStyle.axis))
      let text = meter.block(label, FigureStyle.small)
      drawing.place(text, x: bar.box.right + 7, y: y - text.bottom / 2)
    }
    if let title {
      let turned = meter.turned(title, FigureStyle.label, degrees: 90)
      let extent = turned.bounds ?? bar.box
      drawing.place(turned, x: drawing.right + 6 - extent.x, y: (bar.box.height + extent.height) / 2)
    }
    return drawing
  }
}
