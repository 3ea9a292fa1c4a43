import Foundation
import JPEGEncoder
import TestSupport
import Testing

/// A photo from the command line to the picture that is made again.
@Suite struct PhotoCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let photo: String

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path("out"))
    photo = folder.path("photo.jpg")
    try write(seed: 0)
  }

  /// Writes a JPEG of 30 × 20 pixels with colours.
  private func write(seed: Int) throws {
    var samples: [UInt8] = []
    for place in 0..<30 * 20 * 3 { samples.append(UInt8((place * 7 + place / 90 * 13 + seed) % 256)) }
    var file = test_jpeg()
    (file.width, file.height, file.components, file.quality) = (30, 20, 3, 95)
    file.colors = Int32(TEST_JPEG_RGB)
    var encoded: UnsafeMutablePointer<UInt8>?
    var count = 0
    test_jpeg_encode(&file, samples, &encoded, &count)
    defer { test_jpeg_free(encoded) }
    try Data(UnsafeBufferPointer(start: encoded, count: count)).write(to: URL(fileURLWithPath: photo))
  }

  private func train(_ more: String...) throws -> Program.Result {
    try program.run(
      [
        "train", "--image", photo, "--depth", "1", "--width", "2", "--kernel-size", "3", "--steps", "3",
        "--tolerance", "0",
      ] + more)
  }

  @Test("a JPEG keeps its aspect, is cut and made grey when asked, and its constants are said")
  func forms() throws {
    let colour = try train("--size", "9")
    #expect(colour.exitCode == 0, "\(colour.errors)")
    #expect(colour.output.contains("photo.jpg 6x9"))
    #expect(colour.output.contains("pixels: cifar10's"))
    let grey = try train("--size", "9", "--gray", "--crop", "20x20+0+0")
    #expect(grey.exitCode == 0, "\(grey.errors)")
    #expect(grey.output.contains("photo.jpg 9x9") && grey.output.contains("mnist's constants"))
    let outside = try train("--crop", "20x20+11+0")
    #expect(outside.exitCode == 78 && outside.errors.contains("30 pixels wide and 20 high"))
  }

  @Test("a file that is cut short is broken data, whatever it is called")
  func damaged() throws {
    let url = URL(fileURLWithPath: photo)
    try Data(contentsOf: url).prefix(400).write(to: url)
    let result = try train("--size", "9")
    #expect(result.exitCode == 65 && result.errors.contains("photo.jpg"), "\(result.errors)")
  }

  @Test("a run's commands and its pictures work when the photo is gone, and when it is another one")
  func moved() throws {
    #expect(try train("--size", "9").exitCode == 0)
    let runs = try program.run("runs", "list", "--json").output
    let key = try #require(runs.firstMatch(of: /"runKey":"([0-9a-f]{16})"/)?.1).description
    let layers = try program.run("layers", key)
    #expect(layers.exitCode == 0, "\(layers.errors)")
    let picture = try #require(layers.output.split(separator: "\n").first).description
    for isGone in [false, true] {
      if isGone { try FileManager.default.removeItem(atPath: photo) } else { try write(seed: 1) }
      for command in [["layers", key], ["evaluate", key, "--size", "12"], ["reproduce", picture]] {
        let result = try program.run(command)
        #expect(result.exitCode == 0, "\(command): \(result.errors)")
      }
    }
    let fresh = try program.run("reproduce", picture, "--fresh")
    #expect(fresh.exitCode == 0 && fresh.output.contains("the same"), "\(fresh.errors)")
    let missing = try train("--size", "9")
    #expect(missing.exitCode == 66 && missing.errors.contains("photo.jpg"), "\(missing.errors)")
  }
}
