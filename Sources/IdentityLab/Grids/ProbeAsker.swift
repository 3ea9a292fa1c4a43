import LabBase
import LabFigures
import LabImages
import LabRuns
import Nets

/// Asks the nets of finished runs about probes.
struct ProbeAsker {
  /// The laboratory, which keeps batteries.
  let lab: ReconstructionLab
  /// How many share the arithmetic; no answer depends on it.
  let threads: Int

  /// What a net is shown of a probe, with a label each, and what it answers, standardised both.
  struct Answers {
    let inputs: ImageBatch
    let outputs: ImageBatch
    let labels: [String]
    let normalization: Normalization

    /// An input as a picture.
    func input(_ index: Int) -> Image { normalization.restore(inputs[index], shape: inputs.shape) }

    /// An answer as a picture.
    func output(_ index: Int) -> Image { normalization.restore(outputs[index], shape: outputs.shape) }
  }

  /// The standardised images that nets of a configuration are shown of a probe, with what each is.
  ///
  /// - Throws: `LabError` where data are missing, or the probe is none for such nets.
  func inputs(
    of configuration: ReconstructionConfiguration, to probe: GridProbe
  ) throws(LabError) -> (images: ImageBatch, labels: [String]) {
    try probe.inputs(of: lab.makeExperiment(configuration).data, configuration, locator: lab.locator)
  }

  /// The first of these as a picture.
  func input(of configuration: ReconstructionConfiguration, to probe: GridProbe) throws(LabError) -> Image {
    let images = try inputs(of: configuration, to: probe).images
    return configuration.normalize.restore(images[0], shape: images.shape)
  }

  /// The answers of a run's net to some probes, in their order.
  ///
  /// - Throws: `LabError` where weights or data are missing, or a probe is none for such nets.
  func answers(_ run: ReconstructionRun, to probes: [GridProbe]) throws(LabError) -> Answers {
    var values: [Float] = []
    var labels: [String] = []
    for probe in probes {
      let inputs = try inputs(of: run.configuration, to: probe)
      values += inputs.images.values
      labels += inputs.labels
    }
    return try answers(
      run, to: ImageBatch(shape: run.configuration.imageShape, values: values), labels: labels)
  }

  /// The answers of a run's net to standardised images.
  ///
  /// - Throws: `LabError` where weights are missing.
  func answers(
    _ run: ReconstructionRun, to inputs: ImageBatch, labels: [String]
  ) throws(LabError) -> Answers {
    let predictor = Predictor(
      run.configuration, parameters: try run.directory.weights(run.configuration), imageShape: inputs.shape,
      threads: threads)
    return Answers(
      inputs: inputs, outputs: predictor.predict(inputs), labels: labels,
      normalization: run.configuration.normalize)
  }

  /// Both correlations of a probe as numbers of runs, with their titles: a family's are those of the record, a
  /// picture's those of the net's answer.
  func correlations(
    of probe: GridProbe
  ) -> [(title: String, value: (ReconstructionRun) throws(LabError) -> Double?)] {
    [
      (
        "identity on \(probe.title)",
        { run throws(LabError) in try score(probe, of: run).identity }
      ),
      (
        "constant on \(probe.title)",
        { run throws(LabError) in try score(probe, of: run).constant }
      ),
    ]
  }

  private func score(
    _ probe: GridProbe, of run: ReconstructionRun
  ) throws(LabError) -> (identity: Double?, constant: Double?) {
    switch probe {
    case .family(let family):
      try probe.require(family, in: run.configuration)
      let score = run.record.score(of: family)
      return (score?.correlationWithIdentity, score?.correlationWithConstant)
    case .picture:
      let answers = try answers(run, to: [probe])
      let constants = try lab.makeExperiment(run.configuration).data.constants
      var totals = Evaluator.Totals(TrainingConstants(constants))
      totals.add(output: answers.outputs[0], input: answers.inputs[0])
      return (totals.identity.mean, totals.constant.mean)
    }
  }
}
