/// The Jacobian J = ∂y/∂x at an input x, y being what a network gives: exact, by backward passes, a row an output.
///
/// The input stands in every place of the batch, so that one forward pass serves all rows and a backward pass gives as
/// many as the batch has places. At the kink of a ReLU it is the left derivative, as in training.
public struct InputJacobian<Scalar: NetScalar> {
  private let network: Network<Scalar>
  private let inputGradient: Buffer<Scalar>
  private let outputGradient: Buffer<Scalar>

  /// Runs a network on an image; its next forward pass is the end of this Jacobian.
  ///
  /// - Parameters:
  ///   - network: made with `forTraining` and `computeInputGradient`, and not in training.
  ///   - image: C · H · W values.
  public init(_ network: Network<Scalar>, at image: [Scalar]) {
    guard let inputGradient = network.inputGradient else {
      preconditionFailure("the network was made without a gradient by its input")
    }
    self.network = network
    self.inputGradient = inputGradient
    outputGradient = Buffer(count: network.output.count)
    network.input.copy(from: Array(repeatElement(image, count: network.batchSize).joined()))
    network.forward()
  }

  /// y, one value an output.
  public var output: [Scalar] { Array(network.output.array.prefix(network.outputShape.count)) }

  /// The rows of some outputs, [outputs, C · H · W].
  ///
  /// - Parameter onRows: told after every backward pass how many rows are done.
  public func rows(of outputs: some Collection<Int>, onRows: (Int) -> Void = { _ in }) -> [Scalar] {
    let (inputs, count) = (network.imageShape.count, network.outputShape.count)
    var rows: [Scalar] = []
    rows.reserveCapacity(outputs.count * inputs)
    var rest = outputs[...]
    while !rest.isEmpty {
      let part = rest.prefix(network.batchSize)
      rest = rest.dropFirst(part.count)
      outputGradient.pointer.update(repeating: 0, count: outputGradient.count)
      for (place, output) in part.enumerated() {
        precondition((0..<count).contains(output), "output \(output) of \(count)")
        outputGradient.pointer[place * count + output] = 1
      }
      network.computeInputGradient(outputGradient: outputGradient)
      rows += UnsafeBufferPointer(start: inputGradient.pointer, count: part.count * inputs)
      onRows(rows.count / inputs)
    }
    return rows
  }
}
