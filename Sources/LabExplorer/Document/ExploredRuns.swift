import LabBase
import LabFigures
import LabRuns

/// The runs of a page and what is said of them.
package struct ExploredRuns<L: ExplorerLab> {
  /// What the page is called.
  package let title: String
  /// The command that makes it, without folders.
  package let command: String
  /// All runs, done or not, each once.
  package let planned: [L.Configuration]
  /// Settings that are axes before others.
  package let firstAxes: [SettingKey]
  /// Where the runs are.
  package let store: RunStore<L>
  /// How runs are put into words.
  package let words: RunWords<L>

  /// Gathers them.
  package init(
    title: String, command: String, planned: [L.Configuration], firstAxes: [SettingKey], store: RunStore<L>,
    words: RunWords<L>
  ) {
    self.title = title
    self.command = command
    self.planned = planned
    self.firstAxes = firstAxes
    self.store = store
    self.words = words
  }
}

/// A run in words.
package struct RunWords<L: ExplorerLab> {
  /// One line that names a run.
  package let name: (L.Configuration) -> String
  /// What training came to and what was learnt.
  package let verdict: (L.Record, L.Configuration) -> String
  /// Facts beside that.
  package let facts: (L.Record, L.Configuration) -> [String]
  /// The commands that draw a run, without `identity-lab` and the run's key.
  package let drawing: [String]

  /// Describes the words.
  package init(
    name: @escaping (L.Configuration) -> String, verdict: @escaping (L.Record, L.Configuration) -> String,
    facts: @escaping (L.Record, L.Configuration) -> [String], drawing: [String]
  ) {
    self.name = name
    self.verdict = verdict
    self.facts = facts
    self.drawing = drawing
  }
}
