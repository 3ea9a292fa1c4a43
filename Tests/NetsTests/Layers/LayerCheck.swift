import TestSupport
import Testing

@testable import Nets

/// A layer alone: gradients of s = Σ r · y for fixed random r, by its input and its parameters, against differences.
struct LayerCheck {
  /// Gradients are held here, so that no rule is ever applied.
  static let update = WeightUpdate(.descent(learningRate: 1))

  let layer: any Layer<Double>
  let inputCount: Int
  /// The layer's parameters and the place of their gradients, where it has any.
  var parameters: (values: ParameterBuffer<Double>, gradients: ParameterBuffer<Double>)?
  var mode = ForwardMode.evaluation

  /// Random values for tensors of the given extents, and gradients that hold left-overs.
  static func makeParameters(_ tensors: [[Int]]) -> (ParameterBuffer<Double>, ParameterBuffer<Double>) {
    var layout = ParameterLayout()
    for (index, dimensions) in tensors.enumerated() {
      layout.append(name: "w\(index)", dimensions: dimensions)
    }
    let (weights, gradients) = (
      ParameterBuffer<Double>(layout: layout), ParameterBuffer<Double>(layout: layout)
    )
    weights.values.copy(from: normalValues(layout.count, label: "weights"))
    gradients.values.copy(from: [Double](repeating: 7, count: layout.count))
    return (weights, gradients)
  }

  /// Expects both gradients to match.
  func expectGradients(_ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let input = Buffer<Double>(count: inputCount)
    input.copy(from: normalValues(inputCount, label: "input"))
    let outputGradient = Buffer<Double>(count: layer.output.count)
    outputGradient.copy(from: normalValues(layer.output.count, label: "output gradient"))
    let inputGradient = Buffer<Double>(count: inputCount)
    // Left-overs must be overwritten, not added to.
    inputGradient.copy(from: [Double](repeating: 7, count: inputCount))
    for layer in layer.trainedLayers { layer.prepareTraining(update: Self.update, inPlace: false) }
    layer.forward(input: input, mode: mode)
    layer.backward(
      input: input, outputGradient: outputGradient, inputGradient: inputGradient,
      pass: BackwardPass(update: nil, measuresGradient: false, wantsParameters: parameters != nil))
    if let parameters {
      for layer in layer.trainedLayers {
        layer.writeHeldGradients {
          parameters.gradients.values.pointer + ($0 - parameters.values.values.pointer)
        }
      }
    }
    let value = {
      layer.forward(input: input, mode: mode)
      return zip(layer.output.array, outputGradient.array).map { $0 * $1 }.reduce(0, +)
    }
    let byInput = GradientCheck(
      variables: UnsafeMutableBufferPointer(start: input.pointer, count: inputCount),
      gradient: inputGradient.array,
      regime: { layer.trace.flatMap { $0.values.array.map { $0 > 0 } } + input.array.map { $0 > 0 } },
      value: value)
    #expect(
      byInput.passes, "\(what) by input: off by \(byInput.worst), \(byInput.skipped) skipped",
      sourceLocation: sourceLocation)
    guard let parameters else { return }
    let values = parameters.values.values
    let byWeights = GradientCheck(
      variables: UnsafeMutableBufferPointer(start: values.pointer, count: values.count),
      gradient: parameters.gradients.values.array,
      regime: { layer.trace.flatMap { $0.values.array.map { $0 > 0 } } }, value: value)
    #expect(
      byWeights.passes, "\(what) by weights: off by \(byWeights.worst), \(byWeights.skipped) skipped",
      sourceLocation: sourceLocation)
  }
}
