import Nets

/// Measures a net on the parts of its data, with as many images at once as the net takes.
struct PartScorer {
  /// The net, of which a forward pass for evaluation is made: nothing in it is changed but its activations.
  let network: Network<Float>
  /// The images and labels.
  let data: ClassificationData
  /// Number of classes.
  let classCount: Int

  /// The score of a part, which must have an image.
  ///
  /// - Parameter onImages: told the number of images at a time.
  func score(of part: DataPart, onImages: (Int) -> Void = { _ in }) -> PartScore {
    let count = data.count(of: part)
    precondition(count > 0, "no image in the \(part.rawValue) part")
    let (batch, size) = (network.batchSize, network.imageShape.count)
    var losses = 0.0
    var isRight: [Bool] = []
    isRight.reserveCapacity(count)
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for start in stride(from: 0, to: count, by: batch) {
      let used = min(batch, count - start)
      for place in 0..<used {
        data.write(start + place, of: part, to: network.input.pointer + place * size)
      }
      // The rest of a last batch is what it was: no image's answer depends on another's.
      network.forward(mode: .evaluation)
      for place in 0..<used {
        let logits = network.output.pointer + place * classCount
        var label = data.label(start + place, of: part)
        let result = SoftmaxCrossEntropy.evaluate(
          logits: logits, labels: &label, count: 1, classes: classCount)
        losses += result.loss
        isRight.append(result.correct == 1)
        confusion[Int(label)][answer(logits)] += 1
      }
      onImages(used)
    }
    return PartScore(loss: losses / Double(count), isRight: isRight, confusion: confusion)
  }

  /// The class with the largest logit, the first of equals.
  private func answer(_ logits: UnsafeMutablePointer<Float>) -> Int {
    (1..<classCount).reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
  }
}
