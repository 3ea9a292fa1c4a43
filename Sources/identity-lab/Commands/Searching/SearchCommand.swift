import ArgumentParser
import LabBase
import LabRuns
import LabSweeps

/// `search`: random search over ranges of settings, with successive halving.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Draw settings at random, run them, and rank them by a number.",
    discussion: """
      identity-lab search --trials 50 --learning-rate log-uniform:1e-4..1e-1 --width uniform:8..128 \
      --optimizer sgd,adam --minimize loss --halving steps=100,300,1000 --keep 1/3 --seed 0..2

        --momentum uniform:0.5..0.99              any number of a range
        --width uniform:8..128                    any whole number of it
        --learning-rate log-uniform:1e-4..1e-1    its logarithm is uniform
        --optimizer sgd,adam                      one of a list, as of sweep run
        --seed 0..2                               every trial has all of these

      A trial's settings depend on its number and --search-seed alone: with more --trials the search goes on. Trials are \
      ranked by the mean over their seeds; those of which a seed gives no number (it diverged or, of what is found of \
      fitted nets, it is not fitted) come behind the others. With --halving all trials have the first budget, and only \
      the best share of them the next one, trained from the start. The runs are a sweep; search.csv beside its tables \
      has a row a trial and budget, the same bytes for any -j.
      """)

  @Option(help: "How many trials.") var trials: Int

  @Option(help: ArgumentHelp("The number whose least value is best, such as loss.", valueName: "number"))
  var minimize: String?

  @Option(
    help: ArgumentHelp("The number whose greatest value is best, such as identity.", valueName: "number"))
  var maximize: String?

  @Option(
    help: ArgumentHelp(
      "Successive halving: the setting that is the budget, with rising values.", valueName: "name=values"))
  var halving: String?

  @Option(help: "The share of trials that goes on to the next budget, such as 1/3 or 0.5. (default: 1/3)")
  var keep: String?

  @Option(help: "Other trials for another one.") var searchSeed: UInt64 = 0

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "The sweep's name. (default: made of a digest)")
  var name: String?

  @Option(help: "How many of the best trials are shown.") var best = 10

  @Flag(help: "Only say how many runs it takes, how long they may take and their disk.")
  var dryRun = false

  func validate() throws {
    guard (minimize == nil) != (maximize == nil) else {
      throw ValidationError("give one of --minimize and --maximize.")
    }
    if keep != nil, halving == nil { throw ValidationError("--keep goes with --halving.") }
    if best < 1 { throw ValidationError("--best needs a number of trials, at least 1.") }
  }

  func run() throws {
    let budget = halving.map { text in
      let word = text.split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
      return SettingChoice.Word(word: word, name: "--halving \(word)")
    }
    try search(experiment.laboratory(beside: [budget].compactMap(\.self)))
  }

  private func search<L: ProgramLab>(_: L.Type) throws {
    let bar = ProgressBar(isQuiet: jobs.quiet || format.json)
    defer { bar.clear() }
    let objective = try SearchObjective<L>(
      minimize ?? maximize ?? "", isMaximized: maximize != nil,
      option: maximize == nil ? "--minimize" : "--maximize")
    let halving = try halving.map { text throws(LabError) in
      try SuccessiveHalving(parsing: text, keep: keep ?? "1/3", table: L.Configuration.settings)
    }
    let settings = experiment.settings(over: try experiment.file(of: L.self))
    let lab = try locations.lab(L.self, threads: jobs.jobCount(), showing: bar)
    let search = try Search(
      settings, trials: trials, objective: objective, halving: halving, searchSeed: searchSeed, lab: lab)
    let sweep = try StagedSweep(
      name: name ?? search.usualName, question: search.question, axes: search.axes,
      store: locations.store(of: L.self))
    bar.clear()
    lab.substitutions(in: settings).forEach(Terminal.error)
    if dryRun {
      let forecast = SweepForecast(
        plan: sweep.plan(of: search.forecast), store: locations.store(), jobs: try jobs.jobCount())
      forecast.print(asJSON: format.json)
      return
    }
    InterruptSignal.install()
    let presenter = SweepPresenter(locations: locations, jobs: jobs, isQuiet: format.json)
    let outcome = try sweep.make(search.chosen) { try presenter.run($0, policy: .keepGoing) }
    let known = try SweepPresenter.known(outcome, of: sweep.name)
    let standings = search.standings(known)
    let table = SweepDirectory<L>(output: locations.folder, name: sweep.name).file("search.csv")
    try AtomicFile.write(SearchTable(search, standings).csv, to: table)
    let report = SearchReport(
      search, standings, name: sweep.name, runs: known.count, limit: best, table: table, command: command)
    if format.json { Terminal.json(report, as: .search) } else { report.show() }
  }

  /// The command that trains a net of some settings where this one did.
  private func command<L: ProgramLab>(_ settings: Settings, _: L.Type) -> String {
    var words = ["identity-lab", "train"]
    if let task = experiment.source.task { words += ["--task", task.rawValue] }
    for setting in L.Configuration.settings.settings {
      if let text = settings[setting.key] { words += ["--\(setting.flag)", text] }
    }
    if let output = locations.output { words += ["--out", output] }
    if let data = locations.dataFolder { words += ["--data", data] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
