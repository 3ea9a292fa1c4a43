import LabBase
import LabData
import LabImages
import Nets

/// Classifies images by how alike a net's activations are, layer by layer: what each layer still tells of a class.
///
/// With the activations a_j of the training images, y_i = Σ_j w_ij · onehot(label_j), w_ij = a_i · a_j / (|a_i| |a_j|),
/// are the quasi-logits of test image i, and its class is the largest, the lowest of equal ones. A class counts with
/// all of its images: there is no division by their number. An activation of zeros is like no other and weighs
/// nothing; a test image of only zeros is class 0. Layer 0 is the input; hidden layers count after their activation
/// function.
///
/// The cosines are summed class by class beforehand (see `ClassSums`), so the cost grows with the number of images,
/// not with its square, and memory holds one batch and the sums of as many layers as fit a limit. A net whose sums
/// are larger is passed over once for every group of layers.
///
/// Source: [IC] Zhang et al., ICLR 2020, arXiv 1902.04698, section 4.
package struct SimilarityClassifier {
  /// Bytes that class sums may take: 512 MB by default, all layers of 20 convolutions of 128 channels on 28 × 28.
  package static let sumLimit = 512e6

  private let network: Network<Float>
  private let kernels: FastKernels
  private let normalization: Normalization
  private let sumLimit: Double

  /// Prepares a net.
  ///
  /// - Parameters:
  ///   - imageShape: what the labelled images are converted and resized to.
  ///   - threads: how many share the arithmetic; the counts are the same for any number.
  ///   - sumLimit: bytes of class sums at a time; one layer's are always taken.
  ///   - imagesAtOnce: the size of a batch; nil takes the best one. The counts are the same for any.
  package init(
    _ architecture: Architecture, activation: Activation, parameters: ParameterBuffer<Float>,
    imageShape: ImageShape, normalization: Normalization, threads: Int = 1,
    sumLimit: Double = SimilarityClassifier.sumLimit, imagesAtOnce: Int? = nil
  ) {
    // As in training, so that the activations are those the net was trained with.
    Processor.flushDenormals()
    let kernels = FastKernels(threads: threads)
    func network(_ batchSize: Int) -> Network<Float> {
      Network(
        architecture: architecture, activation: activation, imageShape: imageShape, batchSize: batchSize,
        parameters: parameters, kernels: kernels, forTraining: false)
    }
    self.network = network(
      imagesAtOnce ?? max(1, min(Self.largestBatch, Self.activationLimit / network(1).activationBytes)))
    self.kernels = kernels
    self.normalization = normalization
    self.sumLimit = sumLimit
  }

  /// Large enough to read a layer's sums seldom, small enough to keep its activations in cache.
  private static let largestBatch = 16
  /// Bytes that a batch's activations may take: 128 MB; a single image is always taken.
  private static let activationLimit = 128_000_000

  /// The errors of every layer, the input first.
  ///
  /// - Parameter onProgress: called after every batch with the fraction done.
  /// - Throws: `LabError` for images that cannot be read.
  package func errors(
    training: LabelledImages, test: LabelledImages, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> [LayerError] {
    let groups = groups
    let total = Double(max(groups.count * (training.count + test.count), 1))
    var (done, result) = (0, [LayerError]())
    for group in groups {
      let sums = group.map { ClassSums(length: $0.length, classes: LabelledImages.usualClassCount) }
      try forEachBatch(training) { labels in
        for (layer, sum) in zip(group, sums) { sum.add(layer.values, labels: labels, kernels: kernels) }
        done += labels.count
        onProgress(Double(done) / total)
      }
      var errors = group.map { _ in 0 }
      try forEachBatch(test) { labels in
        for (index, layer) in group.enumerated() {
          let scores = sums[index].scores(layer.values, count: labels.count, kernels: kernels)
          errors[index] += zip(scores, labels).count { Self.largest($0) != $1 }
        }
        done += labels.count
        onProgress(Double(done) / total)
      }
      result += zip(group, errors).map { layer, errors in
        LayerError(layer: layer.name, errors: errors, images: test.count)
      }
    }
    return result
  }

  /// The first of the largest scores.
  static func largest(_ scores: [Double]) -> Int {
    scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
  }

  private struct Layer {
    let name: String
    /// Values of one image.
    let length: Int
    let values: UnsafePointer<Float>
  }

  /// The layers whose sums are held together, in order.
  private var groups: [[Layer]] {
    let input = Layer(name: "input", length: network.imageShape.count, values: network.input.pointer)
    let layers = network.trace.map {
      Layer(name: $0.name, length: $0.shape.count, values: $0.activated.pointer)
    }
    var (groups, bytes) = ([[Layer]](), Double.infinity)
    for layer in [input] + layers {
      let more = Double(ClassSums.byteCount(length: layer.length, classes: LabelledImages.usualClassCount))
      if bytes + more > sumLimit {
        groups.append([])
        bytes = 0
      }
      groups[groups.count - 1].append(layer)
      bytes += more
    }
    return groups
  }

  /// Passes the images through the net, a batch at a time, in order.
  ///
  /// What a last, smaller batch leaves of the batch before is computed with it and not looked at.
  private func forEachBatch(
    _ images: LabelledImages, _ body: (_ labels: [Int]) -> Void
  ) throws(LabError) {
    let shape = network.imageShape
    for start in stride(from: 0, to: images.count, by: network.batchSize) {
      let end = min(start + network.batchSize, images.count)
      for index in start..<end {
        let image = try images.image(at: index)
          .converted(toChannels: shape.channels).resized(height: shape.height, width: shape.width)
        let values = normalization.standardize(image)
        let place = network.input.pointer + (index - start) * shape.count
        for (offset, value) in values.enumerated() { place[offset] = value }
      }
      network.forward()
      body(images.labels[start..<end].map(Int.init))
    }
  }
}
