import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabImages

@Suite("Weights as images") struct FilterPatternsTests {
  private let grey = ImageShape(channels: 1, height: 2, width: 3)
  private let colour = ImageShape(channels: 3, height: 2, width: 3)

  private func patterns(
    _ dimensions: [Int], _ shape: ImageShape, isFirst: Bool = false
  ) -> (patterns: FilterPatterns?, weights: [Float]) {
    var layout = ParameterLayout()
    layout.append(name: "w", dimensions: dimensions)
    // Later ones are larger.
    let weights = (0..<layout.count).map { Float($0) }
    return (
      FilterPatterns(weights, layout.entries[0], imageShape: shape, isFirst: isFirst), weights
    )
  }

  @Test("a convolution's kernels are named after their input and output channel")
  func kernels() throws {
    let (patterns, weights) = patterns([2, 3, 2, 2], grey)
    let images = try #require(try patterns?.images(.all))
    #expect(images.map(\.label) == ["0→0", "1→0", "2→0", "0→1", "1→1", "2→1"])
    #expect(
      images.flatMap(\.image.pixels) == weights
        && images[0].image.shape == ImageShape(channels: 1, height: 2, width: 2))
    #expect(try patterns?.images(.top(2)).map(\.label) == ["2→1", "1→1"])
  }

  @Test("the first layer's filters of a colour net are in colour, the others' kernels are not")
  func colourFilters() throws {
    let first = patterns([4, 3, 2, 2], colour, isFirst: true).patterns
    let images = try #require(try first?.images(.top(1)))
    #expect(images.map(\.label) == ["3"] && images[0].image.channels == 3)
    #expect(images[0].image.pixels == (36..<48).map(Float.init))
    #expect(patterns([4, 3, 2, 2], colour).patterns?.noun == "kernels")
  }

  @Test("rows answer to images, columns make them")
  func connected() throws {
    let (rows, weights) = patterns([400, 18], colour)
    let row = try #require(try rows?.images(.top(1)))
    #expect(row[0].label == "399" && row[0].image.shape == colour)
    #expect(row[0].image.pixels == Array(weights.suffix(18)))
    let columns = patterns([6, 400], grey).patterns
    let column = try #require(try columns?.images(.all))
    #expect(column.count == 400 && column[7].image.pixels == (0..<6).map { Float($0 * 400 + 7) })
    #expect(column[7].image.shape == grey && columns?.noun == "columns")
  }

  @Test("what is no image is drawn as a matrix while it is small")
  func matrices() throws {
    let small = try #require(try patterns([5, 7], grey).patterns?.images(.top(1)))
    #expect(small.count == 1 && small[0].image.height == 5 && small[0].image.width == 7)
    #expect(try patterns([5, 7, 1, 1], grey).patterns?.images(.svd(2)).count == 1)
    #expect(patterns([300, 20], grey).patterns == nil)
  }

  @Test("the first principal kernel of multiples of one kernel is that kernel")
  func principal() throws {
    var layout = ParameterLayout()
    layout.append(name: "w", dimensions: [3, 1, 2, 2])
    let kernel: [Float] = [1, -2, 0, 4]
    let weights = [2, -1, 2].flatMap { (factor: Float) in kernel.map { factor * $0 } }
    let patterns = try #require(
      FilterPatterns(weights, layout.entries[0], imageShape: grey, isFirst: true))
    let images = try patterns.images(.svd(1))
    #expect(zip(images[0].image.pixels, [3, -6, 0, 12] as [Float]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(images[0].label == "σ1")
  }

  @Test("selections that compare with an image, and all of too many kernels, cannot be used")
  func refusals() throws {
    let many = try #require(patterns([33, 32, 2, 2], grey).patterns)
    for selection in [ChannelSelection.closestToInput, .closestToTraining, .all] {
      let error = #expect(throws: LabError.self) { try many.images(selection) }
      #expect(error?.exitCode == 78)
    }
    #expect(try many.images(.top(2000)).count == 33 * 32)
  }
}
