import LabBase
import LabDrawing
import LabFigures

/// The kinds of picture that a figure of this laboratory can be made of.
package enum ReconstructionPicture: String, PictureKind {
  /// What every net makes of the probe battery's representatives.
  case predictions
  /// Both correlations over a setting, by default the depth.
  case correlations
  /// Both correlations of a probe family as a table of two settings.
  case table
  /// Zones as a map of two settings, of which one may have been refined by bisection.
  case zones
  /// Up to which value of one setting nets are the identity and from which on the constant, over another.
  case frontier
  /// Heat maps of both correlations and the zones over networks and ρ.
  case similarity
  /// Both correlations over ρ, a curve a net.
  case similarityCurves = "similarity-curves"
  /// What every layer makes of the training image and others.
  case layers
  /// How large every layer's activations are.
  case layerScale = "layer-scale"
  /// What every layer still tells of a digit's class.
  case layerError = "layer-error"
  /// How training changed every layer's weights.
  case spectra
  /// What answers are made of over the loss, in the course of training.
  case trajectory
  /// Which starts nets that are applied to their own answers take to a training image, to a constant image or elsewhere.
  case attractors
  /// Their answers to their own answers, as pictures.
  case iterates
  /// The constant over what laws of depth, filter size and image size say.
  case diffusion
  /// Training loss over steps.
  case loss
  /// What trained one-layer nets make of probes beside Theorem 1's formula.
  case theorem1 = "theorem-1"
  /// Errors of one-layer convolutional nets over the rank of their training image's patches.
  case theorem2 = "theorem-2"
  /// What convolutional nets make of images of other sizes than they were trained on.
  case sizes
  /// Both correlations over the size of the images asked about.
  case sizeCurves = "size-curves"

  /// Draws a picture of this kind.
  ///
  /// - Throws: `LabError` where weights or data are missing, or the runs do not make such a picture.
  package func draw(
    _ context: FigureContext<ReconstructionLab>
  ) throws(LabError) -> any RenderableFigure {
    switch self {
    case .predictions: try PredictionFigure(context).grid()
    case .correlations: try CorrelationFigure(context).plot()
    case .table: try TableFigure(context).picture()
    case .zones: TableFigure(context).zones
    case .frontier: TableFigure(context).frontier
    case .similarity: try SimilarityFigure(context).heatMap
    case .similarityCurves: try SimilarityFigure(context).plot
    case .layers: try LayersFigure(context).strips()
    case .layerScale: try LayerScaleFigure(context).plot()
    case .layerError: try LayerErrorFigure(context).plot()
    case .spectra: try SpectraFigure(context).plot()
    case .trajectory: try TrajectoryFigure(context).plot()
    case .attractors: try AttractorFigure(context).plot()
    case .iterates: try IterateFigure(context).grid()
    case .diffusion: try DiffusionFigure(context).plot()
    case .loss: try LossFigure(context, axis: "training loss (mean squared error)").plot()
    case .theorem1: try Theorem1Figure(context).grid()
    case .theorem2: try Theorem2Figure(context).plot()
    case .sizes: try SizeFigure(context).grid()
    case .sizeCurves: try SizeFigure(context).plot()
    }
  }
}
