extension ReconstructionConfiguration {
  /// The net in words for subtitles, such as `cnn depth 5 width 128, relu`; of one layer without what does nothing.
  var netText: String {
    "\(architecture.rawValue) depth \(depth)" + (width.map { " width \($0)" } ?? "")
      + (activation.map { ", \($0.rawValue)" } ?? "")
  }
}
