import CNetKernels

/// The kernels that runs use: vectorised, on `Float`, on one thread or several.
///
/// The instruction set is chosen when the kernels are made; plans then call straight into it. Sums are in float32,
/// in an order that depends on the shape and the instruction set only, so repeated calls give the same bits, on any
/// number of threads. All plans share the threads and a workspace: they are to be called by one thread at a time.
public struct FastKernels: Kernels {
  /// The instructions all plans use.
  public let instructionSet: InstructionSet
  let kernels: cnk_kernels
  let workspace: Workspace
  private let sumsDirectly: Bool

  /// Makes kernels for an instruction set, by default the widest the processor has.
  ///
  /// - Parameters:
  ///   - instructionSet: must be supported by this processor; other than `best` only to test or compare.
  ///   - threads: at least 1, the caller's included; the others live as long as the kernels and their plans.
  ///   - sumsDirectly: whether forward convolutions are direct sums, slower, in which zeros under a filter make an exact
  ///     zero: minimal filtering may leave rounding there, and with it a ReLU's derivative of 1 in place of 0.
  public init(instructionSet: InstructionSet = .best, threads: Int = 1, sumsDirectly: Bool = false) {
    self.init(
      instructionSet: instructionSet, threads: threads, smallestSharedWork: Workspace.smallestSharedWork,
      sumsDirectly: sumsDirectly)
  }

  /// Makes kernels whose threads share products of so many multiplications and more, to test small ones.
  init(
    instructionSet: InstructionSet = .best, threads: Int, smallestSharedWork: Int, sumsDirectly: Bool = false
  ) {
    guard let kernels = instructionSet.kernels?.pointee else {
      preconditionFailure(
        "this processor has no \(instructionSet.rawValue), only \(InstructionSet.supported.map(\.rawValue))")
    }
    self.instructionSet = instructionSet
    self.kernels = kernels
    self.sumsDirectly = sumsDirectly
    workspace = Workspace(threads: threads, smallestSharedWork: smallestSharedWork)
  }

  /// Threads that share a product's work, the caller's included.
  public var threads: Int { workspace.threads }

  /// The workspace's.
  public var scratchBytes: Int { workspace.byteCount }

  /// A plan by the fastest of direct sums, minimal filtering of columns or of tiles, and matrix products, product by
  /// product.
  ///
  /// Of a stride beyond 2, plain loops.
  public func makeConvolutionPlan(_ shape: ConvolutionShape) -> any LayerPlan<Float> {
    if shape.stride > 2 { return ReferenceConvolutionPlan(shape: shape) }
    return FastConvolutionPlan(
      shape: shape, instructionSet: instructionSet, kernels: kernels, workspace: workspace,
      forwardMethod: sumsDirectly && ConvolutionMethod.direct.serves(shape) ? .direct : nil)
  }

  /// A plan by a given method, to test or compare.
  func makeConvolutionPlan(_ shape: ConvolutionShape, method: ConvolutionMethod) -> any LayerPlan<Float> {
    FastConvolutionPlan(
      shape: shape, instructionSet: instructionSet, kernels: kernels, workspace: workspace, method: method)
  }

  /// A plan of matrix products for a fully connected layer on a batch, or on few vectors of row products.
  public func makeLinearPlan(_ shape: LinearShape) -> any LayerPlan<Float> {
    if shape.batch >= BatchLinearPlan.smallestBatch { return makeBatchLinearPlan(shape) }
    return RowsPlan(shape: shape, instructionSet: instructionSet, kernels: kernels, workspace: workspace)
  }

  /// A plan of matrix products whatever the batch, to test or compare.
  func makeBatchLinearPlan(_ shape: LinearShape) -> BatchLinearPlan {
    BatchLinearPlan(
      shape: shape, instructionSet: instructionSet, kernels: kernels, workspace: workspace)
  }

  /// For descent on one vector without weight decay, with or without momentum: a recursion on vectors where the input is fixed,
  /// otherwise low-rank accumulation, unless the momentum is too near 1 for it.
  public func makeLinearTraining(
    _ shape: LinearShape, weights: UnsafeMutablePointer<Float>, update: WeightUpdate, input: LinearInput
  ) -> (any WeightTraining<Float>)? {
    guard shape.batch == 1, let descent = DescentConstants(update) else { return nil }
    if input == .fixed {
      return ConstantInputTraining(shape: shape, weights: weights, kernels: kernels)
    }
    guard let window = UpdateWindow(momentum: descent.momentum) else { return nil }
    return LowRankTraining(
      shape: shape, weights: weights, window: window, input: input, instructionSet: instructionSet,
      kernels: kernels, workspace: workspace)
  }

  /// Vector by vector.
  public func rectify(_ z: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    kernels.rectify(count, z, y, workspace.team(for: 8 * count))
  }

  /// Vector by vector.
  public func rectifyBackward(
    _ z: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels.rectify_gradient(count, z, outputGradient, inputGradient, workspace.team(for: 8 * count))
  }

  /// Stores the gradient or applies the update, vector by vector, some rows at a time on every thread.
  public func consume(_ gradient: UnsafePointer<Float>, count: Int, with consumer: GradientConsumer<Float>) {
    var whole = WholeGradient(
      consume: kernels.update, update: cnk_weight_update(consumer), gradient: gradient, count: count)
    cnk_team_run(
      workspace.team(for: 8 * count), whole.pieces,
      { whole, index, worker in
        whole.assumingMemoryBound(to: WholeGradient.self).pointee.consumePiece(index, worker)
      }, &whole)
  }
}

extension FastKernels {
  /// Calls `body` with every index below `count`, once each, in any order, on all of the threads; then returns.
  ///
  /// For the arithmetic around a network, which is to have the network's threads. What two calls write must not
  /// overlap. Each call should be worth some microseconds.
  public func share(_ count: Int, _ body: (_ index: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var work = SharedWork(body: body)
      withUnsafeMutablePointer(to: &work) { work in
        cnk_team_run(
          workspace.team(for: Int.max), count,
          { work, index, _ in work.assumingMemoryBound(to: SharedWork.self).pointee.body(index) }, work)
      }
    }
  }
}

/// A body that the threads of a team call.
private struct SharedWork {
  let body: (Int) -> Void
}

/// A gradient that is consumed in pieces of whole rows.
private struct WholeGradient {
  let consume: cnk_consume
  var update: cnk_weight_update
  let gradient: UnsafePointer<Float>
  let count: Int

  /// Weights of a piece: rows of some 64 KB.
  private var step: Int { max(1, 16_384 / update.row_length) * update.row_length }
  var pieces: Int { (count + step - 1) / step }

  func consumePiece(_ index: Int, _ worker: Int) {
    let first = index * step
    // A copy for each piece: the kernels read it only, but C has no way to say so of a context.
    var update = update
    consume(&update, worker, first, gradient + first, min(step, count - first))
  }
}
