/// Shape and number of training pictures.
struct PictureFacts: Codable, Equatable {
  /// Channels, 1 or 3.
  let channels: Int
  /// Height in pixels.
  let height: Int
  /// Width in pixels.
  let width: Int
  /// How many there are.
  let count: Int

  /// Whether such pictures can be.
  var isPlausible: Bool { (channels == 1 || channels == 3) && height >= 1 && width >= 1 && count >= 1 }
}
