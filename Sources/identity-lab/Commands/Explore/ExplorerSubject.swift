import FigureRecipes
import IdentityLab
import LabBase
import LabExplorer
import LabFigures
import LabRuns
import LabSweeps

/// What a page is about: sweeps, figures and runs by the names that a user gave.
struct ExplorerSubject {
  /// The names.
  let names: [String]
  /// Which preset of a figure is meant.
  let preset: FigurePresetName
  /// Which runs are meant; nil for all.
  let condition: String?

  /// The laboratory that the first name is of.
  ///
  /// - Throws: `LabError` where it names nothing.
  func laboratory(in places: LocationOptions) throws(LabError) -> any ProgramLab.Type {
    let name = names.first ?? ""
    if isSweep(name, in: places) { return try places.laboratory(ofSweep: name) }
    if isFigure(name) { return try FigureChoice(named: name).lab.laboratory }
    do throws(LabError) {
      return try places.laboratory(ofRun: name)
    } catch { throw unknown(name, error) }
  }

  /// The output folder that the first run or sweep lies in; nil of a figure.
  func output(in places: LocationOptions) -> String? {
    let name = names.first ?? ""
    guard !isSweep(name, in: places) else {
      return places.sweep(name, of: MostGeneralLab.self).output
    }
    return isFigure(name) ? nil : try? places.store(of: MostGeneralLab.self).run(matching: name).output
  }

  /// Only what every laboratory has is asked of it here.
  private typealias MostGeneralLab = ReconstructionLab

  /// The runs that are meant, each once, in the order of the names, and the settings that their plans vary.
  ///
  /// - Throws: `LabError` for a name that is nothing's, one of another laboratory, and a condition that no run meets.
  func runs<L: ProgramLab>(
    lab: L, in places: LocationOptions
  ) throws(LabError) -> (planned: [L.Configuration], axes: [SettingKey]) {
    let store: RunStore<L> = places.store()
    var (planned, axes) = ([L.Configuration](), [SettingKey]())
    for name in names {
      if isSweep(name, in: places) {
        let plan = try places.sweep(name, of: L.self).plan()
        planned += plan.runs
        axes += plan.axes.map(\.key)
      } else if isFigure(name) {
        let choice = try FigureChoice(named: name)
        guard choice.lab.laboratory == L.self else {
          throw .badConfiguration(
            key: name, found: "a figure of \(choice.lab.subject)",
            expected: "one of \(L.subject), as the first name is: a page is of one laboratory")
        }
        let plan = try (choice.recipe() as FigureRecipe<L>).plan(preset, lab: lab).stage(store)
        planned += plan.runs
        axes += plan.axes.map(\.key)
      } else {
        planned.append(try run(name, of: L.self, in: places))
      }
    }
    planned = Dictionary(grouping: planned.enumerated(), by: \.element.runKey).values
      .compactMap(\.first).sorted { $0.offset < $1.offset }.map(\.element)
    guard let condition else { return (planned, axes.distinct) }
    let filter = try RunFilter<L>(condition)
    let chosen = planned.filter { filter.accepts(StoredRun($0, in: store.directory($0.runKey))) }
    guard !chosen.isEmpty else {
      throw .badConfiguration(
        key: "--where", found: "\"\(condition)\", which none of the \(planned.count) runs meets",
        expected: "a choice of some of them")
    }
    return (chosen, axes.distinct)
  }

  private func run<L: ProgramLab>(
    _ name: String, of _: L.Type, in places: LocationOptions
  ) throws(LabError) -> L.Configuration {
    do throws(LabError) {
      return try places.run(name, of: L.self).configuration()
    } catch {
      if case .missingInput = error { throw unknown(name, error) }
      throw error
    }
  }

  /// A page's name for files: the names with dashes between, cut where there are many.
  var fileName: String {
    let words = names.map { name in
      String(
        (name.split(separator: "/").last ?? "page").map {
          $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-"
        })
    }
    let condition = condition.map { "-where-\(Digest.sha256(Array($0.utf8)).prefix(8))" } ?? ""
    let joined = words.joined(separator: "-")
    return
      (joined.count > 80 ? "\(joined.prefix(60))-\(Digest.sha256(Array(joined.utf8)).prefix(8))" : joined)
      + condition
  }

  private func isSweep(_ name: String, in places: LocationOptions) -> Bool {
    places.sweepNames.contains(name)
      || name.contains("/") && places.sweep(name, of: MostGeneralLab.self).mark != nil
  }

  private func isFigure(_ name: String) -> Bool { FigureRecipes.all.contains { $0.name == name } }

  /// What to say of a name that is neither's.
  private func unknown(_ name: String, _ error: LabError) -> LabError {
    guard case .missingInput = error, !name.contains("/") else { return error }
    let hint = Spelling.nearest(to: name, among: FigureRecipes.all.map(\.name)).map {
      "; a figure is called \($0)"
    }
    return .missingInput(
      what: "a sweep, a figure or a run \"\(name)\"",
      advice:
        "`identity-lab sweep list`, `figure list` and `runs list` name those that there are\(hint ?? "")")
  }
}
