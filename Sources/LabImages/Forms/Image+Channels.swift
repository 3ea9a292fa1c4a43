extension Image {
  /// The picture with 1 or 3 channels.
  ///
  /// Grey becomes RGB by repetition. RGB becomes grey by luma, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601):
  /// grey made RGB and back is the same grey. As many channels as there are: the picture itself.
  package func converted(toChannels target: Int) -> Image {
    if target == channels { return self }
    precondition(
      (channels == 1 && target == 3) || (channels == 3 && target == 1),
      "an image of \(channels) channels cannot become one of \(target)")
    return channels == 1
      ? Image(channels: 3, height: height, width: width, pixels: pixels + pixels + pixels)
      : Image(channels: 1, height: height, width: width, pixels: luma())
  }

  private func luma() -> [Float] {
    let plane = height * width
    return (0..<plane).map { pixel in
      let red = 0.299 * Double(pixels[pixel])
      let green = 0.587 * Double(pixels[plane + pixel])
      let blue = 0.114 * Double(pixels[2 * plane + pixel])
      return Float(red + green + blue)
    }
  }
}
