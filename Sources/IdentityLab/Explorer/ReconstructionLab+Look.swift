import LabBase
import LabExplorer
import LabFigures
import LabImages
import LabRuns
import Nets

extension ReconstructionLab {
  package static func layers(
    of run: ReconstructionRun, asked questions: ReconstructionQuestions, channels: Int?, threads: Int
  ) throws(LabError) -> [LayerLook<Image>] {
    let inputs = questions.battery.sets.map { set in
      (name: "\(set.family.title): \(set.labels[0])", values: Array(set.inputs[0]))
    }
    var traces: [[(state: LookState, trace: LayerTrace)]] = inputs.map { _ in [] }
    for state in LookState.all(of: run) {
      let predictor = Predictor(
        run.configuration, parameters: try weights(of: run, at: state),
        imageShape: run.configuration.imageShape, threads: threads)
      for (index, input) in inputs.enumerated() {
        traces[index].append(
          (
            state,
            LayerTrace(
              input: input.name, values: input.values, layers: predictor.trace(input.values),
              shape: run.configuration.imageShape)
          ))
      }
    }
    return zip(inputs, traces).map { input, traces in
      LayerLook(
        name: input.name, image: questions.picture(input.values[...]), traces: traces, channels: channels,
        picture: { activation in
          ["input", "output"].contains(activation.name.title)
            ? questions.picture(activation.values[...]) : nil
        })
    }
  }

  private static func weights(
    of run: ReconstructionRun, at state: LookState
  ) throws(LabError) -> ParameterBuffer<Float> {
    switch state.kind {
    case .untrained: try run.directory.weights(run.configuration, isUntrained: true)
    case .snapshot: try run.directory.weights(run.configuration, atStep: state.step)
    case .trained: try run.directory.finiteWeights(run.configuration, isUntrained: false)
    }
  }

  package func panels(
    of run: ReconstructionRun, computes: Bool, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> [RunPanel<Image>] {
    let directory = run.directory
    /// What a study found, measured if it is wanted and not kept.
    func found<S: Study>(_ study: S, _ part: Double) throws(LabError) -> S.Value?
    where S.L == ReconstructionLab {
      guard computes else { return directory.kept(study) }
      return try directory.value(
        of: study, lab: self, threads: threads, onProgress: { onProgress((part + $0) / 3) })
    }
    var panels = [try FilterPanel.panel(of: run, lab: self)]
    if !computes || run.configuration.imageShape.count <= NetDerivatives.largestImage,
      let value = try found(JacobianSpectra(), 0)
    {
      panels.append(JacobianPanel.panel(value, of: run))
    }
    if let value = try found(Attractors(), 1) {
      panels.append(try IterationPanel.panel(value, of: run, lab: self, threads: threads))
    }
    if let value = try found(ReceptiveFields(), 2) {
      panels.append(ReceptivePanel.panel(value, of: run))
    }
    return panels
  }

  /// Snapshots of training and the studies that are not kept.
  package func missingPanels(of run: ReconstructionRun) -> [String] {
    let directory = run.directory
    return [
      directory.snapshotSteps.isEmpty ? "snapshots of training" : nil,
      run.configuration.imageShape.count <= NetDerivatives.largestImage
        && directory.kept(JacobianSpectra()) == nil
        ? "Jacobian" : nil,
      directory.kept(Attractors()) == nil ? "iterations" : nil,
      directory.kept(ReceptiveFields()) == nil ? "receptive fields" : nil,
    ].compactMap(\.self)
  }
}
