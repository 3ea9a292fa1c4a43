import LabBase

extension StepBenchmark {
  /// The losses before each of so many steps and after the last.
  ///
  /// - Parameter folder: gets first.safetensors and last.safetensors, the ``tensors`` before and after; nil writes none.
  /// - Throws: `LabError` where a file cannot be written.
  package func losses(steps: Int, savingTo folder: String?) throws(LabError) -> [Double] {
    if let folder { try AtomicFile.write(tensors.encoded(), to: folder + "/first.safetensors") }
    let losses = losses(steps: steps)
    if let folder { try AtomicFile.write(tensors.encoded(), to: folder + "/last.safetensors") }
    return losses
  }
}
