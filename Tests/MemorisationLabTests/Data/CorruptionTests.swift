import Nets
import Testing

@testable import MemorisationLab

@Suite("Corruption")
struct CorruptionTests {
  private let labels = (0..<2000).map { UInt8($0 % 10) }

  private func corruption(labels share: Double = 0, inputs: Double = 0, seed: UInt64 = 3) -> Corruption {
    Corruption(
      trueLabels: labels[...], classCount: 10, labelShare: share, inputShare: inputs,
      key: RandomKey(seed: seed))
  }

  @Test("no share leaves everything, and all of it makes nine of ten labels wrong")
  func ends() {
    let none = corruption()
    #expect(none.corruptedCount == 0 && none.labels == labels.map { Int32($0) })
    let all = corruption(labels: 1)
    // 1,800 expected, with a standard deviation of 13.
    #expect(abs(all.relabelledCount - 1800) < 54 && all.noiseCount == 0)
    let counts = (0..<10).map { label in all.labels.count { $0 == label } }
    #expect(counts.allSatisfy { abs($0 - 200) < 54 })
  }

  @Test("a smaller share corrupts a part of what a larger one does, in the same way")
  func nested() {
    let (small, large) = (corruption(labels: 0.2, inputs: 0.1), corruption(labels: 0.6, inputs: 0.5))
    #expect(abs(small.relabelledCount - 360) < 54)
    #expect(small.noiseCount == 200 && large.noiseCount == 1000)
    for index in labels.indices where small.isRelabelled[index] {
      #expect(large.labels[index] == small.labels[index])
    }
    #expect(labels.indices.allSatisfy { !small.isNoise[$0] || large.isNoise[$0] })
  }

  @Test("the seed decides, and labels and images are drawn apart")
  func seeds() {
    let (one, other) = (corruption(labels: 0.5, inputs: 0.5), corruption(labels: 0.5, inputs: 0.5, seed: 4))
    #expect(one.labels != other.labels && one.isNoise != other.isNoise)
    #expect(one.labels == corruption(labels: 0.5).labels)
    let both = labels.indices.count { one.isNoise[$0] && one.isRelabelled[$0] }
    #expect(abs(both - 450) < 70)
    #expect(one.corruptedCount == one.noiseCount + one.relabelledCount - both)
  }
}
