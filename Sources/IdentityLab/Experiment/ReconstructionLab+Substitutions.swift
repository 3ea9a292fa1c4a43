import LabBase
import LabData
import LabRuns

extension ReconstructionLab {
  /// What to say of training images that stand in for others that are not here, a line each; of a sweep's list, each.
  package func substitutions(in settings: Settings) -> [String] {
    let text = settings[.image] ?? Self.usualImage
    return text.split(separator: ",").compactMap { alternatives in
      let wanted = alternatives.split(separator: "|").map(\.trimmed)
      guard wanted.count > 1, let first = try? TrainingSpec(parsing: wanted[0]),
        let used = try? TrainingSpec(firstPresentOf: String(alternatives), locator: locator), used != first
      else { return nil }
      let folders = locator.searchedFolders.joined(separator: ", ")
      let (present, absent) = (TrainingSpec.name(of: used.description), TrainingSpec.name(of: wanted[0]))
      return "trained on \(present): \(absent) was not found"
        + (folders.isEmpty ? "" : ", data sets are looked for in \(folders)")
        + " (--data names another folder)"
    }
  }
}
