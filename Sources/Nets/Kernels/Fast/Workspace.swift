import CNetKernels

/// The threads and the scratch memory that all plans of one `FastKernels` share.
///
/// Plans are called one after the other, so what one leaves in the scratch the next may overwrite. A plan reserves
/// what it needs when it is made and asks where it is when it is called.
final class Workspace {
  /// Threads of the team, the caller's included.
  let threads: Int
  private let team: OpaquePointer?
  /// On small pages: where it begins at a large page's boundary, the step of five layers of 128 channels takes 2 %
  /// longer.
  private var memory = Buffer<Float>(count: 0, asksForLargePages: false)

  /// Work below which waking the other threads costs more than they save, in multiplications: about 10 µs.
  static let smallestSharedWork = 1 << 20
  private let smallestSharedWork: Int

  /// Starts `threads` − 1 threads; where they cannot be had, the caller's does all the work, with the same bits.
  ///
  /// - Parameter smallestSharedWork: multiplications from which on the threads share a product.
  init(threads: Int, smallestSharedWork: Int) {
    precondition(threads >= 1, "no team has \(threads) threads")
    self.threads = threads
    self.smallestSharedWork = smallestSharedWork
    team = threads == 1 ? nil : cnk_team_create(threads)
  }

  deinit {
    if let team { cnk_team_destroy(team) }
  }

  /// The team for a product of so many multiplications; nil where one thread does it sooner.
  func team(for multiplications: Int) -> OpaquePointer? {
    multiplications < smallestSharedWork ? nil : team
  }

  /// Makes sure that there are `count` floats of scratch.
  func reserve(_ count: Int) {
    if memory.count < count { memory = Buffer(count: count, asksForLargePages: false) }
  }

  /// Bytes reserved.
  var byteCount: Int { memory.byteCount }

  /// The reserved memory, whose contents are anybody's.
  var scratch: UnsafeMutablePointer<Float> { memory.pointer }

  /// The reserved memory as `stride` floats for each thread.
  func scratch(stride: Int) -> cnk_scratch {
    precondition(
      stride * threads <= memory.count, "\(stride) floats for each of \(threads) were not reserved")
    return cnk_scratch(first: memory.pointer, stride: stride)
  }
}
