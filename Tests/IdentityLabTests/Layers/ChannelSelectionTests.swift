import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures

@Suite struct ChannelSelectionTests {
  /// Four channels of 2 × 2: mean magnitudes 1, 4, 2, 4; channel 2 falls along the ramp, channel 0 rises with it
  /// but for one pixel.
  private let activation = LayerActivation(
    name: LayerName.input, shape: ImageShape(channels: 4, height: 2, width: 2),
    values: [0, 1, 2, 1, -4, 4, 4, -4, 4, 2.5, 1.5, 0, 4, 4, 4, 4])
  private let ramp: [Float] = [0, 1, 2, 3]
  private let other: [Float] = [-1, 1, 1, -1]

  private func labels(_ selection: ChannelSelection, of activation: LayerActivation? = nil) -> [String] {
    selection.channels(of: activation ?? self.activation, input: ramp, training: other).map(\.label)
  }

  @Test(
    "a selection reads its own text",
    arguments: ["top:8", "svd:3", "closest-to-input", "closest-to-training", "all"])
  func roundTrip(text: String) throws {
    #expect(try ChannelSelection(parsing: text).description == text)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "top", "top:", "top:0", "top:-1", "top:x", "svd:1.5", "all:3", "closest-to-input:1", "top:1:2",
    ])
  func refused(text: String) {
    let error = #expect(throws: LabError.self) { try ChannelSelection(parsing: text) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains("\"\(text)\"") == true)
  }

  @Test("top takes the largest mean magnitudes, ties by index, and no more than there are")
  func top() {
    #expect(labels(.top(1)) == ["1"])
    #expect(labels(.top(3)) == ["1", "3", "2"])
    #expect(labels(.top(9)) == ["1", "3", "2", "0"])
  }

  @Test("the closest channel correlates most by magnitude; one value all over correlates with nothing")
  func closest() {
    #expect(labels(.closestToInput) == ["2"])
    #expect(labels(.closestToTraining) == ["1"])
    let elsewhere = ChannelSelection.closestToInput.channels(of: activation, input: [1, 2], training: [])
    #expect(elsewhere.map(\.label) == ["0"])
  }

  @Test("all takes every channel with its own pixels")
  func all() {
    let channels = ChannelSelection.all.channels(of: activation, input: ramp, training: other)
    #expect(channels.flatMap(\.values) == activation.values)
    #expect(channels.allSatisfy { $0.height == 2 && $0.width == 2 })
  }

  @Test("a channel that is no number is shown first")
  func notANumber() {
    var values = activation.values
    values[13] = .nan
    let broken = LayerActivation(name: LayerName.input, shape: activation.shape, values: values)
    #expect(labels(.top(2), of: broken) == ["3", "1"])
    // It has no correlation and no decomposition either, and crashes neither.
    #expect(labels(.closestToInput, of: broken) == ["2"])
    #expect(labels(.svd(2), of: broken).isEmpty)
  }

  @Test(
    "a vector of features is one picture in the rectangle nearest to a square",
    arguments: [(784, 28, 28), (12, 3, 4), (2048, 32, 64), (7, 1, 7), (1, 1, 1)])
  func features(count: Int, height: Int, width: Int) throws {
    let vector = LayerActivation(
      name: LayerName.input, shape: ImageShape(channels: count, height: 1, width: 1),
      values: (0..<count).map(Float.init))
    for selection in [ChannelSelection.top(3), .svd(2), .closestToInput, .all] {
      let channels = selection.channels(of: vector, input: ramp, training: other)
      let channel = try #require(channels.first)
      #expect(channels.count == 1)
      #expect(channel.height == height && channel.width == width)
      #expect(channel.values == vector.values)
      #expect(channel.label == "\(height)×\(width)")
    }
  }
}
