import LabSweeps

/// What `sweep run --launcher slurm --json` prints.
struct SlurmReport: Encodable {
  let name: String
  let lab: String
  let runs: Int
  let added: Int?
  let done: Int
  let tasks: Int
  let shares: Int
  let arrays: [Int]
  let tables: Int?
  let folder: String

  init<L: ProgramLab>(plan: SweepPlan<L>, added: Int?, done: Int, jobs: SlurmJobs?, folder: String) {
    name = plan.name
    lab = L.name
    runs = plan.runs.count
    self.added = added
    self.done = done
    tasks = jobs?.tasks ?? 0
    shares = jobs?.shares ?? 0
    arrays = jobs?.arrays.map(\.id) ?? []
    tables = jobs?.tables?.id
    self.folder = folder
  }
}
