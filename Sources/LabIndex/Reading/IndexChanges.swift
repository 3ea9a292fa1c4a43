import LabRuns

/// What changed among stored runs since they were read.
struct IndexChanges {
  /// Runs to be read, by key.
  private(set) var new: [RunStamp] = []
  /// Keys of runs that are no longer there.
  private(set) var gone: [String] = []

  /// Compares the runs that are there with those that were read, both by key; a time of 0 is that of a run to be read again.
  init(_ present: [RunStamp], known: [RunStamp]) {
    var place = 0
    for stamp in present {
      while place < known.count, known[place].runKey < stamp.runKey {
        gone.append(known[place].runKey)
        place += 1
      }
      let isKnown = place < known.count && known[place].runKey == stamp.runKey
      if !isKnown || known[place].time != stamp.time { new.append(stamp) }
      if isKnown { place += 1 }
    }
    gone += known[place...].map(\.runKey)
  }
}
