import LabBase
import LabRuns

extension MemorisationOptions {
  enum CodingKeys: String, CodingKey {
    case over, by, curves, column, axis, findings, log, paper
  }

  /// Reads the options of a picture's recipe and validates them as those of a YAML file are.
  ///
  /// - Throws: `DecodingError` for what is no options, `LabError` for some that no picture can be drawn with.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    over = try value(.over)
    by = try value(.by)
    curves = try value(.curves)
    column = try value(.column)
    axis = try value(.axis)
    findings = try value(.findings)
    log = try value(.log)
    paper = try value(.paper)
    try validate(at: "options")
  }

  /// Requires settings of this laboratory, an axis of numbers, and at least one number or column.
  ///
  /// - Throws: `LabError.badConfiguration` naming the option.
  func validate(at place: String) throws(LabError) {
    let table = MemorisationConfiguration.settings
    for (name, key) in [("over", over), ("by", by), ("curves", curves)] {
      if let key { _ = try table.key(named: key.rawValue, place: "\(place): \(name)") }
    }
    if let over, !table[over].domain.isNumeric, !MemorisationLab.sizes.contains(over) {
      let sizes = MemorisationLab.sizes.map(\.rawValue).joined(separator: " or ")
      throw .badConfiguration(
        key: "\(place): over", found: over.rawValue,
        expected: "a setting of numbers, for it is an axis, or \(sizes) by its size")
    }
    if let findings, findings.isEmpty {
      throw .badConfiguration(key: "\(place): findings", found: "none", expected: "at least one finding")
    }
    if let column, column.isEmpty {
      throw .badConfiguration(key: "\(place): column", found: "none", expected: "at least one column")
    }
  }
}
