import CCairo
import LabBase
import LabImages

/// Draws pages with cairo, which only this and `TextMeter` talk to.
///
/// Text is laid without hinting and smoothed in grey, so that glyphs do not depend on a screen's settings.
package final class Canvas {
  /// The version of cairo.
  package static var libraryVersion: String { String(cString: cairo_version_string()) }

  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink

  /// The bytes that cairo writes, collected by a C callback.
  private final class ByteSink {
    var bytes: [UInt8] = []
  }

  /// Pixels a side that cairo's image surfaces can have.
  static let largestSide = 32_767

  private init(surface: OpaquePointer?, sink: ByteSink) throws(LabError) {
    guard let surface, let context = cairo_create(surface) else {
      throw LabError.unavailable(what: "cairo", advice: "install libcairo2 and fonts-dejavu-core")
    }
    self.surface = surface
    self.context = context
    self.sink = sink
    try check()
    cairo_set_antialias(context, CAIRO_ANTIALIAS_GRAY)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
    Canvas.useFigureFonts(context)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Sets the font options every figure and every measurement uses.
  static func useFigureFonts(_ context: OpaquePointer) {
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  /// Selects a style's face and size.
  static func select(_ style: TextStyle, in context: OpaquePointer) {
    cairo_select_font_face(
      context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
      style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, style.size)
  }

  private func check() throws(LabError) {
    var status = cairo_status(context)
    if status == CAIRO_STATUS_SUCCESS { status = cairo_surface_status(surface) }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw LabError.unavailable(
        what: "drawing with cairo (\(String(cString: cairo_status_to_string(status))))",
        advice: "check that libcairo2 and fonts-dejavu-core are installed and memory suffices")
    }
  }
}

extension Canvas {
  /// Draws a page into pixels, one for each unit of the layout.
  static func raster(of page: Page) throws(LabError) -> Raster {
    guard max(page.width, page.height) <= largestSide else {
      throw LabError.badConfiguration(
        key: "figure size", found: "\(page.width) × \(page.height) pixels",
        expected: "at most \(largestSide) a side; draw fewer tiles or a smaller tile scale")
    }
    let canvas = try Canvas(
      surface: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(page.width), Int32(page.height)),
      sink: ByteSink())
    canvas.paint(page)
    cairo_surface_flush(canvas.surface)
    try canvas.check()
    guard let data = cairo_image_surface_get_data(canvas.surface) else {
      throw LabError.unavailable(what: "cairo's picture memory", advice: "draw a smaller figure")
    }
    let stride = Int(cairo_image_surface_get_stride(canvas.surface))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * page.width * page.height)
    for y in 0..<page.height {
      let row = UnsafeRawPointer(data + y * stride)
      for x in 0..<page.width {
        // RGB24 keeps a pixel as one native 32-bit number 0x00RRGGBB.
        let pixel = row.load(fromByteOffset: 4 * x, as: UInt32.self)
        bytes.append(UInt8(truncatingIfNeeded: pixel >> 16))
        bytes.append(UInt8(truncatingIfNeeded: pixel >> 8))
        bytes.append(UInt8(truncatingIfNeeded: pixel))
      }
    }
    return Raster(width: page.width, height: page.height, bytes: bytes)
  }

  /// Draws a page as an SVG or PDF file; `keywords` go into a PDF's document information.
  static func document(of page: Page, format: FigureFormat, keywords: String?) throws(LabError) -> [UInt8] {
    precondition(format != .png, "a PNG is made from a raster")
    let sink = ByteSink()
    let write: cairo_write_func_t = { closure, data, length in
      guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
      Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue().bytes
        .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    let closure = Unmanaged.passUnretained(sink).toOpaque()
    // A CSS pixel is 0.75 pt: text of 12 px becomes 9 pt on paper.
    let unit = format == .pdf ? 0.75 : 1
    let width = Double(page.width) * unit
    let height = Double(page.height) * unit
    let surface =
      format == .pdf
      ? cairo_pdf_surface_create_for_stream(write, closure, width, height)
      : cairo_svg_surface_create_for_stream(write, closure, width, height)
    let canvas = try Canvas(surface: surface, sink: sink)
    if format == .pdf {
      // Later versions may compress the document information, in which the facts of a figure are.
      cairo_pdf_surface_restrict_to_version(canvas.surface, CAIRO_PDF_VERSION_1_4)
      // Without a date of our own cairo writes the present one, and no two files would be equal.
      cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
      if let keywords {
        cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_KEYWORDS, keywords)
      }
    } else {
      cairo_svg_surface_set_document_unit(canvas.surface, CAIRO_SVG_UNIT_PX)
    }
    cairo_scale(canvas.context, unit, unit)
    canvas.paint(page)
    cairo_surface_finish(canvas.surface)
    let status = cairo_surface_status(canvas.surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw LabError.unavailable(
        what: "drawing a \(format.rawValue.uppercased()) with cairo "
          + "(\(String(cString: cairo_status_to_string(status))))", advice: "draw a PNG instead")
    }
    return format == .svg ? SVGNormalizer.normalized(sink.bytes) : sink.bytes
  }
}

extension Canvas {
  private func paint(_ page: Page) {
    setSource(FigureStyle.paper)
    cairo_rectangle(context, 0, 0, Double(page.width), Double(page.height))
    cairo_fill(context)
    for mark in page.drawing.marks {
      switch mark {
      case .text(let mark): paint(mark)
      case .shape(let mark): paint(mark)
      case .picture(let mark): paint(mark)
      }
    }
  }

  private func setSource(_ color: Color, opacity: Double = 1) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
  }

  private func paint(_ mark: TextMark) {
    Canvas.select(mark.style, in: context)
    setSource(mark.style.color)
    cairo_save(context)
    cairo_translate(context, mark.origin.x, mark.origin.y)
    cairo_rotate(context, -mark.angle)
    cairo_move_to(context, 0, 0)
    cairo_show_text(context, mark.text)
    cairo_restore(context)
  }

  private func paint(_ mark: ShapeMark) {
    guard let first = mark.points.first else { return }
    cairo_new_path(context)
    cairo_move_to(context, first.x, first.y)
    for point in mark.points.dropFirst() { cairo_line_to(context, point.x, point.y) }
    if mark.isClosed { cairo_close_path(context) }
    if let fill = mark.fill {
      setSource(fill, opacity: mark.fillOpacity)
      cairo_fill_preserve(context)
    }
    if let stroke = mark.stroke {
      setSource(stroke.color)
      cairo_set_line_width(context, stroke.width)
      cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
      cairo_stroke(context)
    } else {
      cairo_new_path(context)
    }
  }

  private func paint(_ mark: PictureMark) {
    let raster = mark.raster
    let width = Int32(raster.width)
    let height = Int32(raster.height)
    guard let picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
    else { return }
    defer { cairo_surface_destroy(picture) }
    guard let data = cairo_image_surface_get_data(picture) else { return }
    let stride = Int(cairo_image_surface_get_stride(picture))
    for y in 0..<raster.height {
      let row = UnsafeMutableRawPointer(data + y * stride)
      for x in 0..<raster.width {
        let start = 3 * (y * raster.width + x)
        let pixel =
          UInt32(raster.bytes[start]) << 16 | UInt32(raster.bytes[start + 1]) << 8
          | UInt32(raster.bytes[start + 2])
        row.storeBytes(of: pixel, toByteOffset: 4 * x, as: UInt32.self)
      }
    }
    cairo_surface_mark_dirty(picture)
    cairo_save(context)
    cairo_set_source_surface(context, picture, mark.x, mark.y)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_rectangle(context, mark.x, mark.y, Double(raster.width), Double(raster.height))
    cairo_fill(context)
    cairo_restore(context)
  }
}
