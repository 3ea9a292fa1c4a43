/// What a picture of a figure is made from.
struct FigureContext {
  let heading: FigureHeading
  let runs: [FigureRun]
  let options: PictureOptions
  let factory: ExperimentFactory
  /// How many share the arithmetic of asking nets; no answer depends on it.
  let threads: Int
}

/// The texts over and under a figure's pictures.
struct FigureHeading {
  let title: String
  let subtitle: String
  let source: String
}
