import ArgumentParser
import FigureRecipes
import IdentityLab
import LabData
import LabRuns
import LabSweeps

/// What a shell offers for arguments whose words depend on what is there.
extension CompletionKind {
  /// The names of figures.
  static let figures = list(FigureRecipes.all.map(\.name) + ["all", "list"])

  /// Images that need no file.
  static let images = list(ImageSpec.names)

  /// The flags of settings.
  static let settings = list(LabName.allCases.flatMap(\.flags).distinct)

  /// The keys of stored runs.
  static let runs = custom { words, _, _ in
    RunStore<ReconstructionLab>(output: output(words)).runs.map(\.runKey)
  }

  /// The names of sweeps and the keys of stored runs.
  static let nets = custom { words, _, _ in
    SweepDirectory<ReconstructionLab>.names(output: output(words))
      + RunStore<ReconstructionLab>(output: output(words)).runs.map(\.runKey)
  }

  /// The names of sweeps and figures and the keys of stored runs.
  static let explored = custom { words, _, _ in
    SweepDirectory<ReconstructionLab>.names(output: output(words)) + FigureRecipes.all.map(\.name)
      + RunStore<ReconstructionLab>(output: output(words)).runs.map(\.runKey)
  }

  /// The names of sweeps.
  static let sweeps = custom { words, _, _ in SweepDirectory<ReconstructionLab>.names(output: output(words)) }

  /// The output folder of an unfinished command line.
  private static func output(_ words: [String]) -> String {
    let place = words.lastIndex(of: "--out").map { $0 + 1 }
    let given = place.flatMap { words.indices.contains($0) ? words[$0] : nil }
    let joined = words.last { $0.hasPrefix("--out=") }.map { String($0.dropFirst("--out=".count)) }
    return LocationOptions.output(given: given ?? joined)
  }
}
