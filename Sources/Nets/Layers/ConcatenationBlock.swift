/// Branches side by side on one input: their channels one after the other.
final class ConcatenationBlock<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let branches: [Sequential<Scalar>]
  private let batch: Int
  private let kernels: any Kernels<Scalar>
  /// The loss's gradients by the branches' outputs, and by the input as a branch after the first gives it.
  private let gradients: [Buffer<Scalar>]
  private let branchInputGradient: Buffer<Scalar>?

  /// - Parameters:
  ///   - inputShape: one image's.
  ///   - branches: at least one, whose outputs have one height and one width.
  init(
    name: String, inputShape: ImageShape, batch: Int, branches: [Sequential<Scalar>], forTraining: Bool,
    kernels: any Kernels<Scalar>
  ) {
    let shapes = branches.map(\.outputShape)
    guard let first = shapes.first,
      shapes.allSatisfy({ ($0.height, $0.width) == (first.height, first.width) })
    else { preconditionFailure("\(name): outputs of \(shapes) cannot stand side by side") }
    self.name = name
    self.branches = branches
    self.batch = batch
    self.kernels = kernels
    outputShape = ImageShape(
      channels: shapes.map(\.channels).reduce(0, +), height: first.height, width: first.width)
    output = Buffer(count: batch * outputShape.count)
    gradients = forTraining ? branches.map { Buffer(count: $0.output.count) } : []
    branchInputGradient =
      forTraining && branches.count > 1 ? Buffer(count: batch * inputShape.count) : nil
  }

  /// The branches' own.
  var trace: [ActivationTrace<Scalar>] { branches.flatMap(\.trace) }
  var trainedLayers: [any TrainedLayer<Scalar>] { branches.flatMap { $0.trainedLayers } }
  var activationBytes: Int {
    branches.map(\.activationBytes).reduce(0, +) + output.byteCount
      + gradients.map(\.byteCount).reduce(0, +) + (branchInputGradient?.byteCount ?? 0)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    var place = output.pointer
    for branch in branches {
      branch.forward(input: input, mode: mode)
      let length = branch.outputShape.count
      kernels.copyBlocks(
        batch, length: length, from: branch.output.pointer, stride: length, to: place,
        stride: outputShape.count)
      place += length
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    precondition(gradients.count == branches.count, "\(name) was made for inference only")
    var place = outputGradient.pointer
    for index in branches.indices {
      let branch = branches[index]
      let length = branch.outputShape.count
      kernels.copyBlocks(
        batch, length: length, from: place, stride: outputShape.count, to: gradients[index].pointer,
        stride: length)
      place += length
      let target = inputGradient == nil || index == 0 ? inputGradient : branchInputGradient
      branch.backward(
        input: input, outputGradient: gradients[index], inputGradient: target, pass: pass)
      if index > 0, let inputGradient, let target {
        kernels.add(
          inputGradient.pointer, target.pointer, to: inputGradient.pointer, count: inputGradient.count)
      }
    }
  }
}
