import CNetKernels
import Foundation

/// How much each of the last updates of a weight matrix has moved it so far.
///
/// Momentum goes on moving weights along a gradient g_q long after update q: with c_q the clipping's factor,
/// update n moves them by −η_n Σ_q r_q g_q, r_q = c_q μⁿ⁻ᑫ, so that the coefficient of g_q grows by η_n r_q in each
/// update, towards η c_q/(1 − μ). Any schedule of rates η_n is followed exactly as long as g_q is in the window.
///
/// Slots come in blocks of `blockLength`. While one block is filled, the next one, which is the oldest, is emptied:
/// after each update one part of the matrix's rows takes in the whole block, so that no step does more than another.
/// A gradient's youngest age then, n − q, is `age`, and it is credited with the η r_q μ/(1 − μ) that it
/// would still have moved the weights by. Its weights are so at most μ^age/(1 − μ) of one update's move ahead.
final class UpdateWindow {
  static let blockLength = Int(CNK_FOLD_PAIRS)
  /// Largest share of its rate that an update may have when it leaves: 2⁻¹⁸ ≈ 4e-6, that is 129 updates for a
  /// momentum of 0.9.
  ///
  /// With 2⁻¹⁴ the weights' errors in the fastest part of a run are above those of the plain update in float32, with
  /// 2⁻¹⁸ far below; with less still, nothing changes.
  static let tolerance = 0x1p-18
  /// More slots than this would cost more than they save.
  static let maximumSlots = 512

  let slots: Int
  private let momentum: Double
  /// For checkpoints: `slots` coefficients, `slots` rates r_q, and the number of updates.
  let numbers: Buffer<Double>

  /// Makes an empty window; nil where the momentum is so near 1, or so odd, that it would be too long.
  init?(momentum: Double) {
    guard momentum >= 0, momentum < 1 else { return nil }
    let age = momentum == 0 ? 1 : (log(Self.tolerance) / log(momentum)).rounded(.up)
    guard age <= Double(Self.maximumSlots) else { return nil }
    let between = (Int(age) - 1 + Self.blockLength - 1) / Self.blockLength
    slots = (between + 2 + between % 2) * Self.blockLength
    guard slots <= Self.maximumSlots else { return nil }
    self.momentum = momentum
    numbers = Buffer(count: 2 * slots + 1)
  }

  /// What those are in a run; clipping never lengthens a gradient.
  var domains: [StateDomain] {
    [
      StateDomain(.finite, count: slots), StateDomain(.within(0...1), count: slots),
      StateDomain(.completedSteps, count: 1),
    ]
  }

  /// The slot of the next update, or of the one that `advance` has just counted in until the next call.
  var nextSlot: Int { Int(numbers.pointer[2 * slots]) % slots }

  /// How much of the gradient in a slot has been subtracted from the weights.
  func coefficient(_ slot: Int) -> Double { numbers.pointer[slot] }

  /// How much of it will have been, if the rate stays.
  func finalCoefficient(_ slot: Int, learningRate: Double) -> Double {
    numbers.pointer[slot] + learningRate * numbers.pointer[slots + slot] * momentum / (1 - momentum)
  }

  /// Counts an update in `nextSlot`.
  ///
  /// - Returns: The first slot of the block that is being emptied, and which of `blockLength` parts of the rows is
  ///   to take it in now.
  func advance(learningRate: Double, scale: Double) -> (block: Int, part: Int) {
    let (coefficients, rates) = (numbers.pointer, numbers.pointer + slots)
    let slot = nextSlot
    for q in 0..<slots {
      rates[q] = q == slot ? scale : rates[q] * momentum
      coefficients[q] = (q == slot ? 0 : coefficients[q]) + learningRate * rates[q]
    }
    numbers.pointer[2 * slots] += 1
    let block = slot / Self.blockLength * Self.blockLength
    return ((block + Self.blockLength) % slots, slot - block)
  }
}
