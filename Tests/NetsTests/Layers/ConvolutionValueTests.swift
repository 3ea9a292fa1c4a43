import Nets
import Testing

/// The reference convolution on numbers that can be followed by hand.
@Suite struct ConvolutionValueTests {
  private func convolve(_ shape: ConvolutionShape, _ input: [Float], _ weights: [Float]) -> [Float] {
    var output = [Float](repeating: .nan, count: shape.outputCount)
    ReferenceKernels<Float>().makeConvolutionPlan(shape).forward(
      input: input, weights: weights, output: &output)
    return output
  }

  private func square(_ size: Int, kernelSize: Int) -> ConvolutionShape {
    ConvolutionShape(
      batch: 1, inputChannels: 1, outputChannels: 1, height: size, width: size, kernelSize: kernelSize)
  }

  @Test("it is a cross-correlation: the filter's right tap reads the right neighbour")
  func isCrossCorrelation() {
    let input: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    #expect(
      convolve(square(3, kernelSize: 3), input, [0, 0, 0, 0, 0, 1, 0, 0, 0]) == [2, 3, 0, 5, 6, 0, 8, 9, 0])
    #expect(
      convolve(square(3, kernelSize: 3), input, [0, 1, 0, 0, 0, 0, 0, 0, 0]) == [0, 0, 0, 1, 2, 3, 4, 5, 6])
  }

  @Test("an even kernel's extra zeros lie after the image")
  func padsEvenKernelsAfter() {
    // k 2: no zeros before, one after, so the second tap reads the next pixel.
    #expect(convolve(square(2, kernelSize: 2), [1, 2, 3, 4], [1, 10, 100, 1000]) == [4321, 402, 43, 4])
    let shape = square(2, kernelSize: 4)
    #expect(shape.paddingBefore == 1 && shape.paddingAfter == 2)
  }

  @Test("a kernel larger than the image reads every pixel once")
  func readsAllPixels() {
    let weights = [Float](repeating: 1, count: 49)
    #expect(convolve(square(2, kernelSize: 7), [1, 2, 3, 4], weights) == [10, 10, 10, 10])
  }

  @Test("channels and images of a batch do not mix")
  func separatesImages() {
    let shape = ConvolutionShape(
      batch: 2, inputChannels: 2, outputChannels: 2, height: 1, width: 1, kernelSize: 1)
    #expect(convolve(shape, [1, 2, 3, 4], [1, 10, 100, 1000]) == [21, 2100, 43, 4300])
  }
}
