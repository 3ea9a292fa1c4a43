import LabBase
import LabRuns

/// Finds where regions meet along one setting without running all of its values.
///
/// Of each column of runs that differ in that setting and the seed alone, the first and the last value are run, and so
/// many between them as were asked for; then, wherever two neighbours among the values run so far are of different
/// regions, the value in the middle, until the two are next to each other. A region that begins and ends between two
/// values of one region stays unseen.
package struct Refinement<L: Lab> {
  /// What a place's finished seeds tell: the name of its region, or nil where they tell nothing.
  package typealias Region = (_ configuration: L.Configuration, _ records: [L.Record]) -> String?

  /// Runs by column, place along the setting, and seed.
  package let columns: [[[L.Configuration]]]
  private let probes: Int
  private let region: Region

  /// Sorts the runs of a full grid into columns along a setting, in the order of its values in the grid.
  ///
  /// A run on which another setting has no effect, such as the width of one layer, is in the columns of all its values.
  ///
  /// - Parameters:
  ///   - others: the settings that tell columns apart, so that whatever else varies follows from them and the place;
  ///     nil takes all but `key` and the seed.
  ///   - probes: values between the ends that are run before anything is known, evenly spread.
  package init(
    _ runs: [L.Configuration], along key: SettingKey, tellingApart others: [SettingKey]? = nil,
    probes: Int = 0, region: @escaping Region
  ) {
    self.probes = probes
    self.region = region
    let others = others ?? L.Configuration.settings.keys.filter { $0 != key && $0 != .seed }
    let names = runs.map { run in others.map { run.isAffected(by: $0) ? run.text(of: $0) : nil } }
    func fits(_ name: [String?], into column: [String?]) -> Bool {
      zip(name, column).allSatisfy { $0 == nil || $0 == $1 }
    }
    let distinct = names.distinct
    let columnNames = distinct.filter { name in
      !distinct.contains { $0 != name && fits(name, into: $0) }
    }
    columns = columnNames.map { column in
      let members = zip(runs, names).filter { fits($0.1, into: column) }.map(\.0)
      return Self.split(members) { $0.text(of: key) }
    }
  }

  /// Parts of equal name, in the order in which each part's first run comes.
  private static func split<Name: Hashable>(
    _ runs: [L.Configuration], by name: (L.Configuration) -> Name
  ) -> [[L.Configuration]] {
    var places: [Name: Int] = [:]
    var parts: [[L.Configuration]] = []
    for run in runs {
      if let place = places[name(run)] {
        parts[place].append(run)
      } else {
        places[name(run)] = parts.count
        parts.append([run])
      }
    }
    return parts
  }

  /// The runs that are needed, given the records there are: those chosen so far, and the next ones.
  ///
  /// It is complete once all of them have records and asking again gives the same runs.
  package func chosen(_ record: (L.Configuration) -> L.Record?) -> [L.Configuration] {
    runs { column, place in region(of: column[place], record) }
  }

  /// The runs of a grid in which the last value of every column is of another region than all others: as many as it
  /// takes at most where no column has more than one border.
  package var forecast: [L.Configuration] {
    runs { column, place in place == column.count - 1 ? "last" : "others" }
  }

  private func runs(
    _ region: (_ column: [[L.Configuration]], _ place: Int) -> String?
  ) -> [L.Configuration] {
    var seen: Set<String> = []
    return columns.flatMap { column in
      places(column.count) { region(column, $0) }.sorted().flatMap { column[$0] }
    }.filter { seen.insert($0.runKey).inserted }
  }

  private func places(_ count: Int, _ region: (Int) -> String?) -> Set<Int> {
    let first = (0...probes + 1).map { $0 * (count - 1) / (probes + 1) }.distinct
    var chosen = Set(first)
    var gaps = Array(zip(first, first.dropFirst()))
    while let (low, high) = gaps.popLast() {
      // Without both regions nothing is known of what lies between.
      guard high - low > 1, let below = region(low), let above = region(high), below != above else {
        continue
      }
      let middle = (low + high) / 2
      chosen.insert(middle)
      gaps += [(low, middle), (middle, high)]
    }
    return chosen
  }

  /// The region of a place; nil until all its seeds have records.
  private func region(
    of runs: [L.Configuration], _ record: (L.Configuration) -> L.Record?
  ) -> String? {
    let records = runs.compactMap(record)
    guard records.count == runs.count, let first = runs.first else { return nil }
    return region(first, records)
  }
}
