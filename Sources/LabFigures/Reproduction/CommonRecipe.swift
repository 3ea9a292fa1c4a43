import LabBase
import LabDrawing
import LabRuns

/// What a picture is drawn from that every laboratory has: one of a figure, a sweep's grid, or a sweep's curves.
///
/// In JSON the content of one of the configurations; which one, its keys tell.
package enum CommonRecipe<L: FigureLab>: PictureRecipe {
  /// A picture of a figure.
  case figure(FigureConfiguration<L>)
  /// A sweep's grid.
  case grid(GridConfiguration<L>)
  /// Curves of a sweep.
  case plot(PlotConfiguration<L>)

  private enum Mark: String, CodingKey {
    case axes, plot
  }

  /// Reads whichever of the configurations it is: a figure's where it is neither of the others.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Mark.self)
    if keys.contains(.axes) {
      self = .grid(try GridConfiguration(from: decoder))
    } else if keys.contains(.plot) {
      self = .plot(try PlotConfiguration(from: decoder))
    } else {
      self = .figure(try FigureConfiguration(from: decoder))
    }
  }

  private var configuration: any PictureRecipe<L> {
    switch self {
    case .figure(let configuration): configuration
    case .grid(let configuration): configuration
    case .plot(let configuration): configuration
    }
  }

  /// Writes the configuration alone.
  package func encode(to encoder: any Encoder) throws { try configuration.encode(to: encoder) }

  /// The runs that must be done before the picture can be drawn.
  package var runs: [L.Configuration] { configuration.runs }

  /// What is drawn, in words.
  package var summary: String { configuration.summary }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try configuration.draw(store: store, lab: lab, threads: threads)
  }
}
