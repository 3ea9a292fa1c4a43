/// The files of the folder `Page`, carried inside the program.
enum PageResources {
  /// The modules of the page's program, by their paths in the folder.
  static let modules: [PageScript.Module] = [
    module("help.js", PackageResources.help_js),
    module("main.js", PackageResources.main_js),
    module("shell.js", PackageResources.shell_js),
    module("base/data.js", PackageResources.data_js),
    module("base/dom.js", PackageResources.dom_js),
    module("base/export.js", PackageResources.export_js),
    module("base/filter.js", PackageResources.filter_js),
    module("base/neighbours.js", PackageResources.neighbours_js),
    module("base/parts.js", PackageResources.parts_js),
    module("base/pins.js", PackageResources.pins_js),
    module("base/printing.js", PackageResources.printing_js),
    module("base/state.js", PackageResources.state_js),
    module("compare/answers.js", PackageResources.answers_js),
    module("compare/compare.js", PackageResources.compare_js),
    module("curves/courses.js", PackageResources.courses_js),
    module("curves/curves.js", PackageResources.curves_js),
    module("curves/groups.js", PackageResources.groups_js),
    module("drawing/colours.js", PackageResources.colours_js),
    module("drawing/glance.js", PackageResources.glance_js),
    module("drawing/images.js", PackageResources.images_js),
    module("drawing/plots.js", PackageResources.plots_js),
    module("drawing/scales.js", PackageResources.scales_js),
    module("map/cellpanel.js", PackageResources.cellpanel_js),
    module("map/cells.js", PackageResources.cells_js),
    module("map/map.js", PackageResources.map_js),
    module("map/mapgrid.js", PackageResources.mapgrid_js),
    module("map/maplegend.js", PackageResources.maplegend_js),
    module("map/mapticks.js", PackageResources.mapticks_js),
    module("run/layers.js", PackageResources.layers_js),
    module("run/lens.js", PackageResources.lens_js),
    module("run/panels.js", PackageResources.panels_js),
    module("run/run.js", PackageResources.run_js),
    module("run/runhead.js", PackageResources.runhead_js),
    module("table/columns.js", PackageResources.columns_js),
    module("table/parallel.js", PackageResources.parallel_js),
    module("table/table.js", PackageResources.table_js),
    module("wall/blink.js", PackageResources.blink_js),
    module("wall/wall.js", PackageResources.wall_js),
    module("wall/wallreadout.js", PackageResources.wallreadout_js),
    module("wall/wallrow.js", PackageResources.wallrow_js),
    module("wall/wallsheet.js", PackageResources.wallsheet_js),
  ]

  /// The styles, one sheet behind the other.
  static let styles = [PackageResources.explorer_css, PackageResources.views_css].map(text).joined(
    separator: "\n")

  /// The template of the page.
  static let template = text(PackageResources.explorer_mustache)

  private static func module(_ path: String, _ bytes: [UInt8]) -> PageScript.Module {
    PageScript.Module(path: path, text: text(bytes))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
