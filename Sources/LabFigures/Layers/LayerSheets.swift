import LabBase
import LabDrawing

/// Writes what every layer of a stored net does with some inputs: a picture an input, and the numbers behind it.
package struct LayerSheets {
  /// Which channels are shown.
  private let selection: ChannelSelection
  private let scale: ActivationSheet.Scale
  private let format: FigureFormat
  private let writesArrays: Bool
  private let force: Bool

  /// Says what is written.
  ///
  /// - Parameters:
  ///   - selection: which channels of a layer are shown.
  ///   - scale: what tiles share their range of values.
  ///   - format: of the pictures.
  ///   - writesArrays: whether the input and every layer's activation are written as .npy too, float32 [C, H, W].
  ///   - force: whether to replace pictures of other recipes, too.
  package init(
    selection: ChannelSelection, scale: ActivationSheet.Scale, format: FigureFormat, writesArrays: Bool,
    force: Bool = false
  ) {
    self.selection = selection
    self.scale = scale
    self.format = format
    self.writesArrays = writesArrays
    self.force = force
  }

  /// Writes what a net's layers do into a folder.
  ///
  /// - Parameters:
  ///   - source: the net, run on its inputs.
  ///   - folder: gets `layers-RUN-INPUT-SELECT-SCALE.png`, and `layers-RUN-INPUT/LAYER.npy`.
  /// - Returns: the paths of the files, without the pictures' sidecars.
  /// - Throws: `LabError` where a file cannot be written.
  package func write(_ source: some LayerSource, to folder: String) throws(LabError) -> [String] {
    var files: [String] = []
    for trace in source.traces {
      let name = source.name(of: trace)
      let path = "\(folder)/\(name.sheet(selection, scale)).\(format.rawValue)"
      let sheet = source.sheet(trace, selection: selection, scale: scale)
      try FigureFile.write(
        sheet.render(format: format), metadata: source.metadata(trace, selection: selection, sheet: sheet),
        to: path, force: force)
      files.append(path)
      if writesArrays { files += try arrays(trace, "\(folder)/\(name.stem)") }
    }
    return files
  }

  private func arrays(_ trace: LayerTrace, _ folder: String) throws(LabError) -> [String] {
    var files: [String] = []
    for layer in trace.activations {
      let path = "\(folder)/\(layer.name.file).npy"
      let extents = [layer.shape.channels, layer.shape.height, layer.shape.width]
      try AtomicFile.write(NumpyFile.encode(layer.values, dimensions: extents), to: path)
      files.append(path)
    }
    return files
  }
}
