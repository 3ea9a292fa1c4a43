import LabBase
import LabData
import LabImages
import LabRuns
import Nets

/// A stored net that is applied to its own answers.
///
/// One image at a time, so that no bit of an orbit depends on which others are asked for. Of a centred net what is
/// iterated is f − f₀, which is what it was trained to be.
package final class NetIteration {
  /// What iterates are compared with: the training images; of a whole set its first.
  package let targets: IterationTargets
  private let configuration: ReconstructionConfiguration
  private let battery: ProbeBattery
  private let lab: ReconstructionLab
  private let predictor: Predictor

  /// Most starts of a kind: what the probe battery has.
  package static let mostStarts = ProbeBattery.defaultImagesPerFamily

  /// Opens a run's net.
  ///
  /// - Parameter threads: how many share the arithmetic; the iterates have the same bits for any number.
  /// - Throws: `LabError` where weights or data are missing, and for weights that are not finite.
  package init(
    _ configuration: ReconstructionConfiguration, _ run: RunDirectory<ReconstructionLab>,
    lab: ReconstructionLab, threads: Int = 1
  ) throws(LabError) {
    let parameters = try run.finiteWeights(configuration, isUntrained: false)
    let data = try lab.makeExperiment(configuration).data
    battery = try data.battery
    targets = IterationTargets(
      names: data.constantNames.map { ImageSpec.name(of: $0) }, images: data.constants,
      shape: configuration.imageShape)
    predictor = Predictor(
      configuration, parameters: parameters, imageShape: configuration.imageShape, threads: threads)
    self.configuration = configuration
    self.lab = lab
  }

  /// The usual starts, so many of a kind beside the training images; the first ones do not depend on how many.
  package func starts(_ count: Int) -> [IterationStart] {
    IterationStart.usual(count, of: battery, training: targets)
  }

  /// Starts from images by their SPECs.
  ///
  /// - Throws: `LabError` for a SPEC that is none, and an image that is not there.
  package func starts(inputs: [String]) throws(LabError) -> [IterationStart] {
    let chosen = try NamedInputs(specs: inputs, of: configuration, lab: lab)
    return chosen.labels.enumerated().map {
      IterationStart(kind: nil, label: $1, values: Array(chosen.images[$0]))
    }
  }

  /// Follows one start for so many iterations, or until it is settled or gone.
  package func orbit(from start: IterationStart, iterations: Int) -> Orbit {
    FixedPointIteration(targets: targets, iterations: iterations).orbit(from: start, apply)
  }

  /// An orbit with its iterates as pictures.
  ///
  /// - Parameter columns: after how many applications of the net, ascending, none beyond `iterations`.
  /// - Returns: the orbit, and a picture a column: behind the end of an orbit its last iterate, but nil where that
  ///   diverged.
  package func pictures(
    from start: IterationStart, iterations: Int, at columns: [Int]
  ) -> (orbit: Orbit, pictures: [Image?]) {
    var iterates: [Int: [Float]] = [:]
    var last: [Float] = []
    let orbit = FixedPointIteration(targets: targets, iterations: iterations).orbit(
      from: start, apply,
      visit: { iteration, iterate in
        if columns.contains(iteration) { iterates[iteration] = iterate }
        last = iterate
      })
    let shape = configuration.imageShape
    return (
      orbit,
      columns.map { column in
        let isBeyond = column > orbit.end.iteration
        if isBeyond, orbit.fate == .diverged { return nil }
        let values = isBeyond ? last : iterates[column] ?? last
        return configuration.normalize.restore(values[...], shape: shape)
      }
    )
  }

  private func apply(_ image: [Float]) -> [Float] {
    predictor.predict(ImageBatch(shape: configuration.imageShape, values: image)).values
  }
}
