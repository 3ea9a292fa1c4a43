import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// Writes a stored net's weights as pictures: images of them, and the singular values of every layer.
package struct FilterSheets {
  private let selection: ChannelSelection
  private let scale: ActivationSheet.Scale
  private let format: FigureFormat

  /// Says what is written.
  ///
  /// - Parameters:
  ///   - selection: which images of a layer's weights are shown.
  ///   - scale: what tiles share their range of values.
  ///   - format: of the pictures.
  package init(selection: ChannelSelection, scale: ActivationSheet.Scale, format: FigureFormat) {
    self.selection = selection
    self.scale = scale
    self.format = format
  }

  /// Measures a net's weights and writes their pictures into a folder.
  ///
  /// - Parameters:
  ///   - isUntrained: whether to take the weights that the run began with; there is no picture of singular values then,
  ///     for that of the trained net has them.
  ///   - folder: gets `filters-RUN-SELECT-SCALE.png` and `filters-RUN-spectra.png`.
  ///   - onProgress: called with the fraction of the layers that are measured.
  /// - Returns: the paths of the pictures, and what was measured of every layer.
  /// - Throws: `LabError` where weights are missing or not finite, or a file cannot be written.
  package func write(
    _ run: RunDirectory<ReconstructionLab>, isUntrained: Bool, to folder: String, lab: ReconstructionLab,
    force: Bool = false, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> (files: [String], layers: [WeightSpectra.Layer]) {
    let share = isUntrained ? 1.0 : 0.5
    let filters = try NetFilters(
      run, isUntrained: isUntrained, lab: lab, onProgress: { onProgress(share * $0) })
    let stem = "\(folder)/filters-\(run.runKey)"
    let channels = selection.description.replacing(":", with: "-")
    let path =
      "\(stem)\(isUntrained ? "-untrained" : "")-\(channels)-\(scale.rawValue).\(format.rawValue)"
    let sheet = try filters.sheet(selection, scale: scale)
    try FigureFile.write(
      sheet.render(format: format), metadata: filters.metadata(sheet, selection), to: path,
      force: force)
    guard !isUntrained else { return ([path], filters.spectra.layers) }
    let plot = try filters.plot(lab: lab, onProgress: { onProgress(share + share * $0) })
    let plotPath = "\(stem)-spectra.\(format.rawValue)"
    try FigureFile.write(
      plot.render(format: format), metadata: filters.metadata(plot), to: plotPath, force: force)
    return ([path, plotPath], filters.spectra.layers)
  }
}
