import CNetKernels

/// Gradient descent on one vector, without a gradient or a velocity as large as the weights.
///
/// Every gradient is an outer product δ hᵀ, so that W = P − Σ_q e_q δ_q h_qᵀ with a few vectors and an older matrix
/// P; ``UpdateWindow`` says how e_q grows and when a pair is folded into P. A step reads what it needs of P twice
/// and writes a sixteenth of it:
///
/// - `matrix` is Pᵀ, one row an input, each followed by that input's values in the window: [in][`columns` + slots].
///   The rows' sum, weighted by h, is then P h and all h_q·h in one pass, and a row's product with
///   (δ, −e_q (δ_q·δ)) the input's whole gradient. Rows whose h is 0 are left out, and so are columns whose δ is 0.
/// - `gradients` are the δ_q: [slots][`columns`].
///
/// Columns stand in a ``ColumnOrder``, outputs rounded up to whole units.
final class LowRankTraining: WeightTraining {
  let planName: String
  private let shape: LinearShape
  private let weights: UnsafeMutablePointer<Float>
  private let input: LinearInput
  private let kernels: cnk_kernels
  private let workspace: Workspace

  private let window: UpdateWindow
  private let order: ColumnOrder
  private let matrix: Buffer<Float>
  private let gradients: Buffer<Float>
  /// The columns in which any δ_q is not 0, and perhaps others.
  private let remembered: ColumnRanges
  /// The columns of `matrix`, all of them.
  private let everyColumn: ColumnRanges

  /// The last input without its zeros, and where its values stood.
  private let values: Buffer<Float>
  private let indices: UnsafeMutablePointer<Int32>
  private var valueCount = 0
  /// 0, 1, …: all inputs, all slots.
  private let everyIndex: UnsafeMutablePointer<Int32>
  /// The last output and the h_q·h.
  private let sums: Buffer<Float>
  /// The last output's gradient and the −e_q (δ_q·δ).
  private let gradient: Buffer<Float>
  private let factors: Buffer<Float>
  private(set) var gradientSquares = 0.0

  /// - Parameter weights: [out, in], taken over now and written by `settle`.
  init(
    shape: LinearShape, weights: UnsafeMutablePointer<Float>, window: UpdateWindow, input: LinearInput,
    instructionSet: InstructionSet, kernels: cnk_kernels, workspace: Workspace
  ) {
    precondition(shape.batch == 1, "low rank is for one vector, not for \(shape)")
    planName = "low-rank \(instructionSet.rawValue)"
    self.shape = shape
    self.weights = weights
    self.window = window
    self.input = input
    self.kernels = kernels
    self.workspace = workspace
    order = ColumnOrder(outputs: shape.outputFeatures, following: window.slots)
    let (inputs, pitch) = (shape.inputFeatures, order.columns + window.slots)
    matrix = Buffer(count: inputs * pitch)
    gradients = Buffer(count: window.slots * order.columns)
    remembered = ColumnRanges(columns: order.columns)
    everyColumn = ColumnRanges(columns: 0, following: pitch)
    values = Buffer(count: inputs)
    indices = .allocate(capacity: inputs)
    everyIndex = .allocate(capacity: max(inputs, window.slots))
    for index in 0..<max(inputs, window.slots) { everyIndex[index] = Int32(index) }
    sums = Buffer(count: pitch)
    gradient = Buffer(count: pitch)
    factors = Buffer(count: window.slots)
    for output in 0..<shape.outputFeatures {
      for input in 0..<inputs {
        matrix.pointer[input * pitch + output] = weights[output * inputs + input]
      }
    }
  }

  deinit {
    indices.deallocate()
    everyIndex.deallocate()
  }

  var scratchBytes: Int {
    values.byteCount + sums.byteCount + gradient.byteCount + factors.byteCount
  }
  let gradientBytes = 0

  var state: [TrainingState<Float>] {
    [
      TrainingState(name: "low_rank.matrix", values: .scalars(matrix)),
      TrainingState(name: "low_rank.gradients", values: .scalars(gradients)),
      TrainingState(name: "low_rank.window", values: .doubles(window.numbers), domains: window.domains),
      TrainingState(name: "low_rank.order", values: .doubles(order.numbers), domains: order.domains),
    ]
  }

  func stateWasRestored() {
    order.numbersWereRestored()
    findRemembered()
  }

  func forward(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    valueCount = kernels.nonzeros(shape.inputFeatures, input, indices, values.pointer)
    var rows = part(rows: indices, count: valueCount, everyColumn)
    kernels.part_sum(&rows, values.pointer, false, sums.pointer, team)
    for slot in 0..<window.slots {
      factors.pointer[slot] = -Float(window.coefficient(slot)) * sums.pointer[order.columns + slot]
    }
    var pairs = pairs(remembered)
    kernels.part_sum(&pairs, factors.pointer, true, sums.pointer, team)
    order.gather(sums.pointer, to: output)
  }

  func backward(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, pass: BackwardPass
  ) {
    gradient.pointer.update(repeating: 0, count: order.columns)
    order.scatter(outputGradient, to: gradient.pointer)
    let exchanges = order.findUsed(in: gradient.pointer)
    if exchanges > 0 { exchangeColumns(exchanges) }
    if let inputGradient { computeInputGradient(inputGradient) }
    if pass.measuresGradient {
      gradientSquares =
        sumOfSquares(outputGradient, count: shape.outputFeatures)
        * sumOfSquares(values.pointer, count: valueCount)
    }
    if let update = pass.update { applyHeldGradient(update, scale: 1) }
  }

  private func computeInputGradient(_ inputGradient: UnsafeMutablePointer<Float>) {
    var pairs = pairs(order.used)
    kernels.part_dot(&pairs, gradient.pointer, factors.pointer, team)
    for slot in 0..<window.slots {
      gradient.pointer[order.columns + slot] = -Float(window.coefficient(slot)) * factors.pointer[slot]
    }
    inputGradient.update(repeating: 0, count: shape.inputFeatures)
    var rows =
      switch input {
      case .rectified: part(rows: indices, count: valueCount, order.used)
      case .fixed, .arbitrary: part(rows: everyIndex, count: shape.inputFeatures, order.used)
      }
    kernels.part_dot(&rows, gradient.pointer, inputGradient, team)
  }

  func applyHeldGradient(_ update: WeightUpdate, scale: Double) {
    let slot = window.nextSlot
    (gradients.pointer + slot * order.columns).update(from: gradient.pointer, count: order.columns)
    remembered.insertUsed(in: gradient.pointer)
    for n in 0..<valueCount {
      matrix.pointer[Int(indices[n]) * pitch + order.columns + slot] = values.pointer[n]
    }
    let learningRate = DescentConstants(of: update).learningRate
    let (block, part) = window.advance(learningRate: learningRate, scale: scale)
    for k in 0..<UpdateWindow.blockLength {
      factors.pointer[k] = -Float(window.finalCoefficient(block + k, learningRate: learningRate))
    }
    let first = part * shape.inputFeatures / UpdateWindow.blockLength
    let end = (part + 1) * shape.inputFeatures / UpdateWindow.blockLength
    fold(block, into: matrix.pointer + first * pitch, count: end - first)
  }

  func writeHeldGradient(to target: UnsafeMutablePointer<Float>) {
    for output in 0..<shape.outputFeatures {
      let row = target + output * shape.inputFeatures
      let delta = gradient.pointer[order.position(of: output)]
      row.update(repeating: 0, count: shape.inputFeatures)
      for n in 0..<valueCount { row[Int(indices[n])] = delta * values.pointer[n] }
    }
  }

  /// Folds all pairs into copies of P's rows: what is kept stays as it is.
  func settle() {
    let rowsAtOnce = min(64, shape.inputFeatures)
    let copies = Buffer<Float>(count: rowsAtOnce * pitch)
    for first in stride(from: 0, to: shape.inputFeatures, by: rowsAtOnce) {
      let count = min(rowsAtOnce, shape.inputFeatures - first)
      copies.pointer.update(from: matrix.pointer + first * pitch, count: count * pitch)
      for block in stride(from: 0, to: window.slots, by: UpdateWindow.blockLength) {
        for k in 0..<UpdateWindow.blockLength {
          factors.pointer[k] = -Float(window.coefficient(block + k))
        }
        fold(block, into: copies.pointer, count: count)
      }
      for output in 0..<shape.outputFeatures {
        let target = weights + output * shape.inputFeatures + first
        let column = copies.pointer + order.position(of: output)
        for row in 0..<count { target[row] = column[row * pitch] }
      }
    }
  }

  /// Adds the pairs of a block, by the first `factors`, to rows, and empties it there.
  private func fold(_ block: Int, into rows: UnsafeMutablePointer<Float>, count: Int) {
    kernels.fold(
      rows, pitch, count, order.columns + block, factors.pointer, gradients.pointer + block * order.columns,
      order.columns, remembered.ranges, remembered.count, team)
  }

  private func exchangeColumns(_ count: Int) {
    kernels.swap_columns(matrix.pointer, pitch, shape.inputFeatures, order.first, order.second, count)
    kernels.swap_columns(gradients.pointer, order.columns, window.slots, order.first, order.second, count)
    kernels.swap_columns(gradient.pointer, pitch, 1, order.first, order.second, count)
    _ = order.findUsed(in: gradient.pointer)
    findRemembered()
  }

  private func findRemembered() {
    remembered.removeAll()
    for slot in 0..<window.slots { remembered.insertUsed(in: gradients.pointer + slot * order.columns) }
  }

  private var pitch: Int { order.columns + window.slots }

  private var team: OpaquePointer? { workspace.team(for: matrix.count) }

  /// Rows of `matrix`, with the columns in a set and those that follow them.
  private func part(rows: UnsafePointer<Int32>, count: Int, _ columns: ColumnRanges) -> cnk_part {
    cnk_part(
      matrix: matrix.pointer, pitch: pitch, rows: rows, row_count: count, ranges: columns.ranges,
      range_count: columns.count + 1)
  }

  /// The δ_q, with the columns in a set.
  private func pairs(_ columns: ColumnRanges) -> cnk_part {
    cnk_part(
      matrix: gradients.pointer, pitch: order.columns, rows: everyIndex, row_count: window.slots,
      ranges: columns.ranges, range_count: columns.count)
  }
}
