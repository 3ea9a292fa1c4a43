import ArgumentParser

/// What nets learn, where the other flags leave it open.
enum TaskFlag: String, CaseIterable, ExpressibleByArgument {
  case reconstruct, classify

  /// The laboratory of such nets.
  var lab: LabName {
    switch self {
    case .reconstruct: .reconstruction
    case .classify: .memorisation
    }
  }
}
