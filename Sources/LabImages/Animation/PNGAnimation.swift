import LabBase

/// Pictures of one size that are shown one after another, over and over: an APNG.
///
/// Programs that know no animated PNG show the first picture.
/// Source: Portable Network Graphics (PNG) Specification (Third Edition), W3C, 2025, chunks acTL, fcTL and fdAT.
package struct PNGAnimation: Equatable, Sendable {
  /// A picture and how long it is shown.
  package struct Frame: Equatable, Sendable {
    /// The picture.
    package let raster: Raster
    /// How long it is shown, in milliseconds.
    package let milliseconds: UInt16

    /// Makes a frame.
    package init(raster: Raster, milliseconds: UInt16) {
      self.raster = raster
      self.milliseconds = milliseconds
    }
  }

  /// The pictures in their order, at least one.
  package let frames: [Frame]

  /// Makes an animation; the frames must be of one size.
  package init(frames: [Frame]) {
    let sizes = Set(frames.map { [$0.raster.width, $0.raster.height] })
    precondition(sizes.count == 1, "frames of sizes \(sizes.sorted { $0.lexicographicallyPrecedes($1) })")
    self.frames = frames
  }
}

extension PNGFile {
  /// Encodes an animation with its texts before the pixels; otherwise as a picture.
  ///
  /// Every frame is drawn whole over the one before.
  ///
  /// - Throws: as ``encode(_:texts:)`` for a picture.
  package static func encode(
    _ animation: PNGAnimation, texts: [PNGText] = []
  ) throws(LabError) -> [UInt8] {
    let first = PNGChunk.all(of: try encode(animation.frames[0].raster, texts: texts))
    let head = first.prefix { $0.type != "IDAT" }
    let control = PNGChunk(
      type: "acTL", data: PNGChunk.bytes(UInt32(animation.frames.count)) + PNGChunk.bytes(0))
    var chunks = head + [control]
    // fcTL and fdAT chunks are numbered together.
    var number: UInt32 = 0
    func numbered(_ type: String, _ data: [UInt8]) -> PNGChunk {
      defer { number += 1 }
      return PNGChunk(type: type, data: PNGChunk.bytes(number) + data)
    }
    for (index, frame) in animation.frames.enumerated() {
      chunks.append(numbered("fcTL", frame.control))
      let pixels = index == 0 ? first : PNGChunk.all(of: try encode(frame.raster))
      for chunk in pixels where chunk.type == "IDAT" {
        chunks.append(index == 0 ? chunk : numbered("fdAT", chunk.data))
      }
    }
    return signature + (chunks + [PNGChunk(type: "IEND", data: [])]).flatMap(\.encoded)
  }
}

extension PNGAnimation.Frame {
  /// Size, place, delay as a fraction of a second, nothing disposed of, nothing blended.
  fileprivate var control: [UInt8] {
    let size = PNGChunk.bytes(UInt32(raster.width)) + PNGChunk.bytes(UInt32(raster.height))
    let delay = [milliseconds, 1000].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    return size + PNGChunk.bytes(0) + PNGChunk.bytes(0) + delay + [0, 0]
  }
}
