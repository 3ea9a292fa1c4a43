import Nets
import Testing

/// The layouts of the lab's networks: how many parameters, under which names, and which cannot be built.
@Suite struct ArchitectureTests {
  static let digit = ImageShape(channels: 1, height: 28, width: 28)

  @Test(
    "parameter counts on 28×28×1 are those of the paper's networks",
    arguments: [
      (Architecture.cnn(depth: 5, width: 3, kernelSize: 5), 825),
      (.cnn(depth: 5, width: 128, kernelSize: 5), 1_235_200),
      (.cnn(depth: 5, width: 1024, kernelSize: 5), 78_694_400),
      (.cnn(depth: 20, width: 3, kernelSize: 5), 4_200),
      (.cnn(depth: 20, width: 128, kernelSize: 5), 7_379_200),
      (.cnn(depth: 20, width: 1024, kernelSize: 5), 471_910_400),
      (.fcn(depth: 6, width: 784), 3_687_936),
      // One layer has no hidden width at all.
      (.cnn(depth: 1, width: 128, kernelSize: 5), 25),
      (.fcn(depth: 1, width: 2048), 614_656),
      // 784 · 2048 + 2048² + 2048 · 784.
      (.fcn(depth: 3, width: 2048), 7_405_568),
      // Three blocks of two 784 × 2048 matrices.
      (.resnet(depth: 6, width: 2048), 9_633_792),
      // 25 · (8 + 4 · 64 + 8).
      (.resnetConv(depth: 6, width: 8, kernelSize: 5), 6_800),
    ])
  func countsParameters(architecture: Architecture, count: Int) {
    #expect(architecture.parameterLayout(imageShape: Self.digit).count == count)
  }

  @Test("tensors have PyTorch's names and shapes")
  func namesTensors() {
    func tensors(_ architecture: Architecture, _ channels: Int = 1) -> [String] {
      architecture.parameterLayout(imageShape: ImageShape(channels: channels, height: 2, width: 3)).entries
        .map { "\($0.name) \($0.dimensions) @\($0.offset)" }
    }
    #expect(
      tensors(.fcn(depth: 3, width: 5)) == [
        "layers.0.weight [5, 6] @0", "layers.1.weight [5, 5] @30", "layers.2.weight [6, 5] @55",
      ])
    #expect(
      tensors(.cnn(depth: 3, width: 4, kernelSize: 3), 2) == [
        "layers.0.weight [4, 2, 3, 3] @0", "layers.1.weight [4, 4, 3, 3] @72",
        "layers.2.weight [2, 4, 3, 3] @216",
      ])
    #expect(tensors(.cnn(depth: 1, width: 4, kernelSize: 3), 2) == ["layers.0.weight [2, 2, 3, 3] @0"])
    #expect(
      tensors(.resnet(depth: 4, width: 5)) == [
        "blocks.0.fc1.weight [5, 6] @0", "blocks.0.fc2.weight [6, 5] @30",
        "blocks.1.fc1.weight [5, 6] @60", "blocks.1.fc2.weight [6, 5] @90",
      ])
    #expect(
      tensors(.resnetConv(depth: 4, width: 2, kernelSize: 2), 3) == [
        "first.weight [2, 3, 2, 2] @0", "blocks.0.conv1.weight [2, 2, 2, 2] @24",
        "blocks.0.conv2.weight [2, 2, 2, 2] @40", "last.weight [3, 2, 2, 2] @56",
      ])
    #expect(
      tensors(.resnetConv(depth: 2, width: 2, kernelSize: 1)) == [
        "first.weight [2, 1, 1, 1] @0", "last.weight [1, 2, 1, 1] @2",
      ])
  }

  @Test("fans count the filter's pixels on both sides, and linear layers have none")
  func countsFans() {
    var layout = ParameterLayout()
    layout.append(name: "conv", dimensions: [7, 3, 5, 5])
    layout.append(name: "linear", dimensions: [11, 13])
    #expect(layout.entries.map(\.fanIn) == [75, 13])
    #expect(layout.entries.map(\.fanOut) == [175, 11])
  }

  @Test(
    "a network that cannot be built names the property and what it must be",
    arguments: [
      (Architecture.fcn(depth: 0, width: 5), "depth 0 at least 1"),
      (.fcn(depth: 1, width: 0), "width 0 at least 1"),
      (.cnn(depth: -1, width: 5, kernelSize: 3), "depth -1 at least 1"),
      (.cnn(depth: 2, width: 5, kernelSize: 0), "kernelSize 0 at least 1"),
      (.resnet(depth: 3, width: 5), "depth 3 an even number"),
      (.resnet(depth: 0, width: 5), "depth 0 an even number"),
      (.resnetConv(depth: 5, width: 5, kernelSize: 3), "depth 5 an even number"),
      (.resnetConv(depth: 2, width: 5, kernelSize: -3), "kernelSize -3 at least 1"),
    ])
  func explainsProblems(architecture: Architecture, words: String) throws {
    let problem = try #require(architecture.problem)
    #expect("\(problem.property) \(problem.value) \(problem.requirement)".hasPrefix(words))
  }
}
