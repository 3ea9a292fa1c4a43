import Foundation
import LabBase
import Nets

extension RunDirectory {
  /// The steps whose weights are kept in `snapshots`, ascending.
  package var snapshotSteps: [Int] {
    names(in: "snapshots").compactMap { name in
      let step = name.hasSuffix(".safetensors") ? Int(name.dropLast(".safetensors".count)) : nil
      return step.flatMap { $0 >= 0 && Self.snapshotName($0) == "snapshots/\(name)" ? $0 : nil }
    }.sorted()
  }

  /// The weights after so many updates.
  ///
  /// - Throws: `LabError.missingInput` where they were not saved, `.badData` for what is no such file.
  package func snapshot(at step: Int) throws(LabError) -> SafetensorsFile {
    try tensors(Self.snapshotName(step))
  }

  /// Size of a snapshot in bytes; 0 where it is not there.
  package func snapshotBytes(at step: Int) -> Int {
    size(of: Self.snapshotName(step))
  }

  /// `snapshots/STEP.safetensors`.
  package static func snapshotName(_ step: Int) -> String { "snapshots/\(step).safetensors" }

  /// The content of model.safetensors and of snapshots.
  package func modelFile(_ tensors: [SafetensorsFile.Tensor]) -> [UInt8] {
    SafetensorsFile(tensors: tensors, metadata: ["identity-lab.runKey": runKey]).encoded()
  }
}
