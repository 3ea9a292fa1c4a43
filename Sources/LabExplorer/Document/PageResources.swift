/// The files of the folder `Page`, carried inside the program.
enum PageResources {
  /// The modules of the page's program.
  static let modules: [PageScript.Module] = [
    module("answers.js", PackageResources.answers_js),
    module("blink.js", PackageResources.blink_js),
    module("cellpanel.js", PackageResources.cellpanel_js),
    module("cells.js", PackageResources.cells_js),
    module("colours.js", PackageResources.colours_js),
    module("columns.js", PackageResources.columns_js),
    module("compare.js", PackageResources.compare_js),
    module("courses.js", PackageResources.courses_js),
    module("curves.js", PackageResources.curves_js),
    module("data.js", PackageResources.data_js),
    module("dom.js", PackageResources.dom_js),
    module("export.js", PackageResources.export_js),
    module("filter.js", PackageResources.filter_js),
    module("glance.js", PackageResources.glance_js),
    module("groups.js", PackageResources.groups_js),
    module("help.js", PackageResources.help_js),
    module("images.js", PackageResources.images_js),
    module("layers.js", PackageResources.layers_js),
    module("main.js", PackageResources.main_js),
    module("map.js", PackageResources.map_js),
    module("mapgrid.js", PackageResources.mapgrid_js),
    module("maplegend.js", PackageResources.maplegend_js),
    module("neighbours.js", PackageResources.neighbours_js),
    module("panels.js", PackageResources.panels_js),
    module("parallel.js", PackageResources.parallel_js),
    module("parts.js", PackageResources.parts_js),
    module("pins.js", PackageResources.pins_js),
    module("plots.js", PackageResources.plots_js),
    module("run.js", PackageResources.run_js),
    module("scales.js", PackageResources.scales_js),
    module("shell.js", PackageResources.shell_js),
    module("state.js", PackageResources.state_js),
    module("table.js", PackageResources.table_js),
    module("wall.js", PackageResources.wall_js),
    module("wallreadout.js", PackageResources.wallreadout_js),
    module("wallrow.js", PackageResources.wallrow_js),
  ]

  /// The styles, one sheet behind the other.
  static let styles = [
    text(PackageResources.explorer_css),
    text(PackageResources.views_css),
  ].joined(separator: "\n")

  /// The template of the page.
  static let template = text(PackageResources.explorer_mustache)

  private static func module(_ name: String, _ bytes: [UInt8]) -> PageScript.Module {
    PageScript.Module(name: name, text: text(bytes))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
