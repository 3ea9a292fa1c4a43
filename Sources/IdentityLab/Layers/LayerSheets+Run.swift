import LabBase
import LabFigures
import LabRuns

extension LayerSheets {
  /// Runs a net on inputs and writes what its layers do into a folder.
  ///
  /// - Parameters:
  ///   - run: the net's.
  ///   - inputs: as of ``LayerTraces``.
  ///   - folder: as of `LayerSheets.write(_:to:)`.
  /// - Returns: the paths of the files, without the pictures' sidecars.
  /// - Throws: `LabError` where the run's weights or data are missing, an input cannot be read, or a file not be
  ///   written.
  package func write(
    _ run: RunDirectory<ReconstructionLab>, inputs: [String], isUntrained: Bool, afterActivation: Bool,
    to folder: String, lab: ReconstructionLab
  ) throws(LabError) -> [String] {
    try write(
      LayerTraces(
        run, inputs: inputs, isUntrained: isUntrained, afterActivation: afterActivation, lab: lab),
      to: folder)
  }
}
