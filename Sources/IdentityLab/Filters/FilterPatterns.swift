import LabBase
import LabFigures
import LabImages
import Nets

/// A layer's weights as images.
///
/// | weights | images |
/// |---|---|
/// | a convolution | its kernels, k × k, one for each pair of an input and an output channel; of the first layer of a colour net one for each output channel, in colour |
/// | a convolution of 1 × 1, a small fully connected layer | the matrix itself, outputs × inputs |
/// | fully connected on an image | the rows: what each unit answers to |
/// | fully connected that gives an image | the columns: what each unit adds to the image |
/// | any other | none |
struct FilterPatterns {
  /// Most images that are drawn of a layer.
  static let limit = 1024
  /// Largest side of a matrix that is drawn as one image.
  private static let largestMatrix = 256

  /// What the images are, in the plural.
  let noun: String
  /// Of one image; of 1 or 3 channels.
  let shape: ImageShape
  /// [image][value].
  private let values: [Float]
  /// Input channels of a convolution whose images are its kernels; nil where images are counted through.
  private let inputs: Int?

  /// The images of a layer's weights; nil of none.
  ///
  /// - Parameters:
  ///   - weights: in the order of `entry`.
  ///   - imageShape: of what the net is given and gives.
  ///   - isFirst: whether the layer sees the image.
  init?(_ weights: [Float], _ entry: ParameterEntry, imageShape: ImageShape, isFirst: Bool) {
    let (outputs, inputs) = (entry.dimensions[0], entry.dimensions[1])
    let size = entry.dimensions.count == 4 ? entry.dimensions[2] : 1
    if size > 1 {
      let isInColour = isFirst && inputs == 3
      noun = isInColour ? "filters" : "kernels"
      shape = ImageShape(channels: isInColour ? 3 : 1, height: size, width: size)
      values = weights
      self.inputs = isInColour || inputs == 1 ? nil : inputs
      return
    }
    self.inputs = nil
    if entry.dimensions.count == 2, inputs == imageShape.count {
      (noun, shape, values) = ("rows", imageShape, weights)
    } else if entry.dimensions.count == 2, outputs == imageShape.count {
      (noun, shape) = ("columns", imageShape)
      values = (0..<inputs).flatMap { column in (0..<outputs).map { weights[$0 * inputs + column] } }
    } else if max(outputs, inputs) <= Self.largestMatrix {
      (noun, shape) = ("matrix", ImageShape(channels: 1, height: outputs, width: inputs))
      values = weights
    } else {
      return nil
    }
  }

  /// How many images there are.
  var count: Int { values.count / shape.count }

  /// The images that a selection names, with what to print under each.
  ///
  /// - Throws: `LabError.badConfiguration` for a selection that is about activations, and for all of too many.
  func images(_ selection: ChannelSelection) throws(LabError) -> [(image: Image, label: String)] {
    guard noun != "matrix" else { return [(image(values), "\(shape.height)×\(shape.width)")] }
    switch selection {
    case .closestToInput, .closestToTraining:
      throw .badConfiguration(
        key: "select", found: selection.description,
        expected: "top:N, svd:N or all: weights are compared with no image")
    case .all:
      guard count <= Self.limit else {
        throw .badConfiguration(
          key: "select", found: "all \(count) \(noun) of a layer",
          expected: "at most \(Self.limit), such as top:64")
      }
      return (0..<count).map { (image(pattern($0)), label($0)) }
    case .top(let number):
      let sizes = (0..<count).map { index in pattern(index).reduce(0.0) { $0 + Double($1) * Double($1) } }
      return ChannelSelection.largest(sizes, count: number).map { (image(pattern($0)), label($0)) }
    case .svd(let number):
      let principal = PrincipalImages(values, rows: count, columns: shape.count).images(count: number)
      return principal.enumerated().map { (image($1), "σ\($0 + 1)") }
    }
  }

  private func pattern(_ index: Int) -> ArraySlice<Float> {
    values[index * shape.count..<(index + 1) * shape.count]
  }

  private func image(_ values: some Sequence<Float>) -> Image {
    Image(channels: shape.channels, height: shape.height, width: shape.width, pixels: Array(values))
  }

  /// The input and the output channel of a kernel, or the image's number.
  private func label(_ index: Int) -> String {
    inputs.map { "\(index % $0)→\(index / $0)" } ?? "\(index)"
  }
}
