/// Finds where zones meet along one setting without running all of its values.
///
/// Of each column of runs that differ in that setting and the seed alone, the first and the last value are run; then,
/// wherever two neighbours among the values run so far have different zones, the value in the middle, until the two
/// are next to each other. A zone that begins and ends between two values of equal zone stays unseen.
struct Refinement {
  /// Runs by column, place along the setting, and seed.
  private let columns: [[[ExperimentConfiguration]]]
  private let family: ProbeFamily

  /// Sorts the runs of a full grid into columns along a setting, in the order of its values in the grid.
  init(_ runs: [ExperimentConfiguration], along key: ExperimentKey, family: ProbeFamily? = nil) {
    self.family = family ?? runs.first?.probes.zoneFamily ?? .digits
    let others = ExperimentKey.allCases.filter { $0 != key && $0 != .seed }
    columns = Self.split(runs) { run in others.map { run.text(of: $0) } }
      .map { column in Self.split(column) { $0.text(of: key) } }
  }

  /// Parts of equal name, in the order in which each part's first run comes.
  private static func split<Name: Equatable>(
    _ runs: [ExperimentConfiguration], by name: (ExperimentConfiguration) -> Name
  ) -> [[ExperimentConfiguration]] {
    var names: [Name] = []
    var parts: [[ExperimentConfiguration]] = []
    for run in runs {
      if let place = names.firstIndex(of: name(run)) {
        parts[place].append(run)
      } else {
        names.append(name(run))
        parts.append([run])
      }
    }
    return parts
  }

  /// The runs that are needed, given the records there are: those chosen so far, and the next ones.
  ///
  /// It is complete once all of them have records and asking again gives the same runs.
  func chosen(_ record: (ExperimentConfiguration) -> RunRecord?) -> [ExperimentConfiguration] {
    columns.flatMap { column in
      places(column, record).sorted().flatMap { column[$0] }
    }
  }

  private func places(
    _ column: [[ExperimentConfiguration]], _ record: (ExperimentConfiguration) -> RunRecord?
  ) -> Set<Int> {
    var chosen: Set<Int> = [0, column.count - 1]
    var gaps = [(0, column.count - 1)]
    while let (low, high) = gaps.popLast() {
      // Without both zones nothing is known of what lies between.
      guard high - low > 1, let first = zone(column[low], record), let last = zone(column[high], record),
        first != last
      else { continue }
      let middle = (low + high) / 2
      chosen.insert(middle)
      gaps += [(low, middle), (middle, high)]
    }
    return chosen
  }

  /// The zone of a place's mean correlations; nil until all its seeds have records.
  ///
  /// Nets without a number, which diverged, count as C: neither identity nor constant.
  private func zone(
    _ runs: [ExperimentConfiguration], _ record: (ExperimentConfiguration) -> RunRecord?
  ) -> Zone? {
    let records = runs.compactMap(record)
    guard records.count == runs.count, let first = runs.first else { return nil }
    func mean(_ value: (ProbeScore) -> Double?) -> Double? {
      let numbers = records.compactMap { $0.score(of: family).flatMap(value) }
      return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    }
    return Zone(
      correlationWithIdentity: mean(\.correlationWithIdentity),
      correlationWithConstant: mean(\.correlationWithConstant), threshold: first.zoneThreshold)
  }
}
