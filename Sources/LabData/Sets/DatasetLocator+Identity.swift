import LabBase

extension DatasetLocator {
  /// What tells without reading data sets whether they are still those that were read: a text for every file of every
  /// split that is there, in a fixed order.
  package var identities: [String] {
    DatasetKind.allCases.flatMap { kind in
      [DatasetSplit.train, .test].flatMap { split in
        (files(of: kind, split: split) ?? []).compactMap { FileIdentity($0)?.description }
      }
    }
  }
}
