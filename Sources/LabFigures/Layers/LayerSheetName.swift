import LabBase
import LabDrawing

/// What the files of a net's layers for one input are called: no two SPECs share a name.
package struct LayerSheetName: Equatable, Sendable {
  /// The name without an ending: `layers-RUN-INPUT`, and what the weights and the numbers are where it is not the usual.
  package let stem: String

  /// Longest part of a SPEC that stands in a name; the digest tells the rest.
  private static let limit = 80

  /// Names the files for an input.
  ///
  /// - Parameter isPath: whether the input's name is a path, which may have anything in it.
  package init(runKey: String, input: String, isPath: Bool, isUntrained: Bool, afterActivation: Bool) {
    stem =
      "layers-\(runKey)-\(Self.part(of: input, isPath: isPath))" + (isUntrained ? "-untrained" : "")
      + (afterActivation ? "-after-activation" : "")
  }

  /// The name of a sheet, without its ending: the stem, the channels and the scale.
  package func sheet(_ selection: ChannelSelection, _ scale: ActivationSheet.Scale) -> String {
    "\(stem)-\(selection.description.replacing(":", with: "-"))-\(scale.rawValue)"
  }

  /// A SPEC as a part of a file name.
  ///
  /// Of a picture of a set colons and slashes become dashes, which leaves them different. The path of a file may have
  /// anything in it: unless it is nothing but letters, digits and points, `_` and a digest of it follow.
  private static func part(of spec: String, isPath: Bool) -> String {
    let replaced = String(spec.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" })
    guard isPath, replaced.contains("-") || replaced.count > limit else { return replaced }
    return "\(replaced.suffix(limit))_\(Digest.sha256(Array(spec.utf8)).prefix(8))"
  }
}
