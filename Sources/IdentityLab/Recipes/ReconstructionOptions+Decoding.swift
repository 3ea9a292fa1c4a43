import LabBase
import LabRuns

extension ReconstructionOptions {
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
    rows = try value(.rows)
    columns = try value(.columns)
    probe = try value(.probe)
    probes = try value(.probes)
    tiles = try value(.tiles)
    scaling = try value(.scaling)
    also = try value(.also)
    kernel = try value(.kernel)
    inputs = try value(.inputs)
    untrained = try value(.untrained)
    depths = try value(.depths)
    trainImages = try value(.trainImages)
    testImages = try value(.testImages)
    sizes = try value(.sizes)
    try validate(at: "options")
  }

  /// Requires settings of this laboratory, an axis of numbers, and counts and sizes that can be.
  ///
  /// - Throws: `LabError.badConfiguration` naming the option.
  func validate(at place: String) throws(LabError) {
    let table = ReconstructionConfiguration.settings
    for (name, key) in [("over", over), ("by", by), ("curves", curves), ("rows", rows), ("columns", columns)]
    {
      if let key { _ = try table.key(named: key.rawValue, place: "\(place): \(name)") }
    }
    if let over, !table[over].domain.isNumeric {
      throw .badConfiguration(
        key: "\(place): over", found: over.rawValue,
        expected: "a setting of numbers, for it is an axis")
    }
    let images = LayerErrors.largestCount
    let counts = [
      ("untrained", untrained, Int.max), ("depths", depths, Int.max),
      ("trainImages", trainImages.map { [$0] }, images),
      ("testImages", testImages.map { [$0] }, images),
      ("sizes", sizes, ReconstructionConfiguration.largestSize),
    ]
    for (name, numbers, largest) in counts {
      guard let numbers else { continue }
      guard !numbers.isEmpty, numbers.allSatisfy({ (1...largest).contains($0) }) else {
        throw .badConfiguration(
          key: "\(place): \(name)", found: "\(numbers)",
          expected: "numbers from 1\(largest == .max ? " on" : " to \(largest)")")
      }
    }
    for (name, isEmpty, noun) in [
      ("inputs", inputs?.isEmpty, "image"), ("probes", probes?.isEmpty, "probe family"),
      ("tiles", tiles?.isEmpty, "probe family"), ("also", also?.isEmpty, "number"),
    ] where isEmpty == true {
      throw .badConfiguration(key: "\(place): \(name)", found: "none", expected: "at least one \(noun)")
    }
    if let also, also.distinct.count < also.count {
      throw .badConfiguration(
        key: "\(place): also", found: also.map(\.rawValue).joined(separator: ", "),
        expected: "each number once")
    }
  }
}
