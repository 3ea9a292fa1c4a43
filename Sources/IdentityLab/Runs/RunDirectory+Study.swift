import Foundation

extension RunDirectory {
  /// A result that is derived from the finished run and takes long: read from `studies/NAME.json`, or made and
  /// written there.
  ///
  /// - Parameters:
  ///   - name: says all that the result depends on beside the run, such as `layer-error-60000-10000`.
  ///   - make: makes the result; called where there is none, or none that can be read.
  /// - Throws: what `make` throws, and `LabError` where the file cannot be written.
  func study<Result: Codable>(
    _ name: String, make: () throws(LabError) -> Result
  ) throws(LabError) -> Result {
    let path = file("studies/\(name).json")
    if let bytes = try? AtomicFile.read(path),
      let stored = try? JSONDecoder().decode(Result.self, from: Data(bytes))
    {
      return stored
    }
    let result = try make()
    try AtomicFile.write(CanonicalJSON.pretty(result), to: path)
    return result
  }
}
