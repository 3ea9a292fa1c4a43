import LabDrawing

/// A net that was run on some inputs, as sheets of its layers are drawn of it.
package protocol LayerSource {
  /// One trace an input.
  var traces: [LayerTrace] { get }

  /// The sheet of one trace.
  func sheet(
    _ trace: LayerTrace, selection: ChannelSelection, scale: ActivationSheet.Scale
  ) -> ActivationSheet

  /// What a sheet carries about its making.
  func metadata(_ trace: LayerTrace, selection: ChannelSelection, sheet: ActivationSheet) -> FigureMetadata

  /// What the files of a trace are called.
  func name(of trace: LayerTrace) -> LayerSheetName
}
