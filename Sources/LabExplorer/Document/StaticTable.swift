import Foundation
import LabBase
import LabImages

/// What a page shows without JavaScript: a table of its runs with what the first inputs are answered.
struct StaticTable {
  /// A row.
  struct Row {
    let name: String
    let cells: [String]
    /// A PNG picture as base64: inputs over answers.
    let picture: String?
    /// The same in words.
    let alternative: String
  }

  let columns: [String]
  let rows: [Row]

  /// Runs that have a picture, at most: they count towards the page's size.
  static let pictureLimit = 100
  /// Families that a picture shows the first image of, at most.
  private static let familyLimit = 8

  /// Inputs over answers of one run; nil where there is nothing to be seen.
  static func picture(
    inputs: [ShownInputs.Family], answers: [String: FamilyAnswers<TileReference>], sprites: [TileSprite]
  ) throws(LabError) -> String? {
    var tiles: [Int: [Image]] = [:]
    for sprite in sprites { tiles[sprite.id] = try sprite.images() }
    let pairs = inputs.compactMap { family -> (Image, Image)? in
      guard let input = family.images.first, let first = answers[family.key]?.images?.first,
        let images = tiles[first.sprite], images.indices.contains(first.tile)
      else { return nil }
      return (input, images[first.tile])
    }.prefix(familyLimit)
    guard let first = pairs.first?.0 else { return nil }
    let (width, height) = (first.width, first.height)
    var bytes = [UInt8](repeating: 255, count: 3 * pairs.count * width * 2 * height)
    for (column, pair) in pairs.enumerated() {
      for (row, image) in [pair.0, pair.1].enumerated() where image.shape == first.shape {
        let levels = image.bytes
        for y in 0..<height {
          for x in 0..<width {
            let place = ((row * height + y) * pairs.count + column) * width + x
            for colour in 0..<3 {
              let channel = image.channels == 3 ? colour : 0
              bytes[3 * place + colour] = levels[(channel * height + y) * width + x]
            }
          }
        }
      }
    }
    let raster = Raster(width: pairs.count * width, height: 2 * height, bytes: bytes)
    return Data(try PNGFile.encode(raster, packsGray: true)).base64EncodedString()
  }
}
