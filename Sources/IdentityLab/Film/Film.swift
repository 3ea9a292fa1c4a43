import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// What a net answers in the course of its training: a row a snapshot, a column an image that it is shown.
package struct Film {
  /// The net after some steps.
  package struct Frame: Sendable {
    /// Updates done.
    package let step: Int
    /// Mean squared error on the training images, of pixels as the net has them.
    package let loss: Double
    let answers: [Image]
  }

  /// What the net is shown.
  private struct Inputs {
    let batch: ImageBatch
    let labels: [String]
    let groups: [ImageGrid.ColumnGroup]
  }

  /// The frames in the order of training.
  package let frames: [Frame]
  private let configuration: ReconstructionConfiguration
  private let inputs: Inputs
  private let names: [String]?
  private let trainingImages: Int
  private let caveat: String?

  /// Asks a run's net at some steps.
  ///
  /// - Parameters:
  ///   - steps: whose snapshots are there, ascending, the last of them the run's where its end is to be seen.
  ///   - inputs: SPECs of images to show the net beside its training images; nil for those of prediction grids.
  /// - Throws: `LabError` where a snapshot or data are missing, an input cannot be read, or weights are not finite.
  package init(
    _ configuration: ReconstructionConfiguration, _ directory: RunDirectory<ReconstructionLab>, steps: [Int],
    inputs: [String]?, lab: ReconstructionLab, threads: Int = 1
  ) throws(LabError) {
    let parameters = try directory.finiteWeights(configuration, isUntrained: false)
    let battery = try lab.makeExperiment(configuration).data.battery
    let shown = try Self.inputs(inputs, configuration, battery, lab)
    let training = battery[.training].inputs
    var frames: [Frame] = []
    for step in steps {
      try directory.load(into: parameters, atStep: step)
      let predictor = Predictor(
        configuration, parameters: parameters, imageShape: configuration.imageShape, threads: threads)
      let answers = predictor.predict(shown.batch)
      frames.append(
        Frame(
          step: step, loss: Self.meanSquare(predictor.predict(training).values, training.values),
          answers: Self.images(answers, configuration)))
    }
    self.frames = frames
    self.configuration = configuration
    self.inputs = shown
    names = inputs?.map(ImageSpec.name)
    trainingImages = training.count
    caveat = directory.record?.caveat
  }

  /// The strip: the inputs, then a row a step with the loss beside it.
  package var sheet: ImageGrid {
    ImageGrid(
      title: "Training of a net on \(configuration.subject), step by step", subtitle: subtitle,
      columnLabels: inputs.labels, columnGroups: inputs.groups, inputRow: inputRow,
      rows: frames.map { frame in
        ImageGrid.Row(
          label: "step \(frame.step)", tiles: frame.answers, caption: "loss \(Self.text(frame.loss))")
      },
      tileSize: .fit(FigureStyle.tileSide), footnote: footnote)
  }

  /// The same as pictures to be shown one after another, each of the inputs and the answers at one step.
  package var animation: FigureAnimation {
    FigureAnimation(
      frames.map { frame in
        ImageGrid(
          title: "Step \(frame.step) of \(frames.last?.step ?? 0), loss \(Self.text(frame.loss))",
          subtitle: subtitle, columnLabels: inputs.labels, columnGroups: inputs.groups, inputRow: inputRow,
          rows: [ImageGrid.Row(label: "answer", tiles: frame.answers)],
          tileSize: .fit(FigureStyle.tileSide), footnote: footnote)
      })
  }

  /// What strip and animation carry about their making: the same, for they show the same numbers.
  package var metadata: FigureMetadata {
    ReconstructionRecipe.film(
      FilmConfiguration(film: frames.map(\.step), inputs: names, run: configuration.withoutFolders)
    ).metadata(tileDigest: sheet.tileDigest)
  }

  /// Writes the strip, and the animation if it is wanted, into a folder.
  ///
  /// - Returns: the paths, `film-RUN.png` and `film-RUN-animated.png`, with a digest of steps and inputs after the run
  ///   where they are not the usual ones.
  /// - Throws: `LabError` where a file cannot be drawn or written.
  package func write(
    to folder: String, runKey: String, format: FigureFormat, withAnimation: Bool,
    force: Bool = false
  ) throws(LabError) -> [String] {
    let steps = frames.map(\.step)
    let isUsual = names == nil && steps == FilmSteps.usual.steps(endingAt: steps.last ?? 0)
    let choice = "\(steps) \(names ?? [])"
    let stem =
      "\(folder)/film-\(runKey)" + (isUsual ? "" : "-\(Digest.sha256(Array(choice.utf8)).prefix(8))")
    let path = "\(stem).\(format.rawValue)"
    try FigureFile.write(sheet.render(format: format), metadata: metadata, to: path, force: force)
    guard withAnimation else { return [path] }
    let animated = "\(stem)-animated.png"
    if !force { try FigureFile.requireFree(animated, for: metadata.configuration) }
    try animation.write(metadata: metadata, to: animated)
    return [path, animated]
  }

  private var inputRow: ImageGrid.Row {
    ImageGrid.Row(label: "input", tiles: Self.images(inputs.batch, configuration))
  }

  private var subtitle: String {
    let net =
      "\(configuration.netText), \(configuration.optimizer.rawValue), seed \(configuration.seed)"
    return [net, caveat].compactMap { $0 }.joined(separator: "; ")
  }

  private var footnote: String {
    let whose =
      (try? TrainingSpec(parsing: configuration.image))?.isWholeSet == true
      ? "the first \(trainingImages) training images"
      : trainingImages == 1 ? "the training image" : "the training images"
    return
      "What the net answers after so many updates. Loss: mean squared error, of pixels as the net has them, on \(whose)."
  }

  private static func text(_ loss: Double) -> String { NumberText.short(loss, digits: 3) }

  private static func inputs(
    _ specs: [String]?, _ configuration: ReconstructionConfiguration, _ battery: ProbeBattery,
    _ lab: ReconstructionLab
  ) throws(LabError) -> Inputs {
    guard let specs else {
      let columns = battery.columns
      return Inputs(
        batch: battery.representatives, labels: columns.map(\.label),
        groups: ImageGrid.ColumnGroup.groups(of: columns))
    }
    let training = battery[.training]
    let others = try NamedInputs(specs: specs, of: configuration, lab: lab)
    let shown = NamedInputs(battery, [.training: training.count]).followed(by: others)
    return Inputs(
      batch: shown.images, labels: shown.labels,
      groups: [
        ImageGrid.ColumnGroup(label: ProbeFamily.training.title, columns: 0..<training.labels.count)
      ])
  }

  private static func images(_ batch: ImageBatch, _ configuration: ReconstructionConfiguration) -> [Image] {
    (0..<batch.count).map { configuration.normalize.restore(batch[$0], shape: batch.shape) }
  }

  private static func meanSquare(_ answers: [Float], _ targets: [Float]) -> Double {
    let squares = zip(answers, targets).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    return squares / Double(targets.count)
  }
}
