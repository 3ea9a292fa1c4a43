import LabDrawing
import LabSweeps

/// What became of an attempt to make a picture again.
package enum ReproductionOutcome {
  /// It was drawn.
  case drawn(figure: any RenderableFigure, metadata: FigureMetadata, trained: Int)
  /// Someone asked to stop.
  case interrupted
  /// A run that it needs failed.
  case failed(RunFailure)
}
