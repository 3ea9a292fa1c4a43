import FigureRecipes
import LabBase
import LabFigures
import LabRuns

/// A figure that a user asks for: its recipe's text, and the laboratory that draws it.
struct FigureChoice {
  /// The name of the recipe's file, for errors.
  let file: String
  /// The recipe's text.
  let yaml: String
  /// The laboratory that the recipe names.
  let lab: LabName

  /// Finds the laboratory of a recipe.
  ///
  /// - Throws: `LabError` for a text that is no YAML, and for a laboratory that this program does not have.
  init(file: String, yaml: String) throws(LabError) {
    self.file = file
    self.yaml = yaml
    lab = try LabName(LabMark(YAMLValue.parse(yaml, name: file)), of: file)
  }

  /// The recipe of a figure of the program.
  ///
  /// - Throws: `LabError.badConfiguration` for a name that is none, with the nearest one that is.
  init(named name: String) throws(LabError) {
    guard let entry = FigureRecipes.all.first(where: { $0.name == name }) else {
      throw .badConfiguration(
        key: "figure", found: "\"\(name)\"",
        expected: Spelling.choices(for: name, among: FigureRecipes.all.map(\.name) + ["all", "list"]))
    }
    try self.init(file: name + ".yaml", yaml: entry.yaml)
  }

  /// The figure, which must have some settings.
  ///
  /// - Throws: `LabError.badConfiguration` for one that its laboratory does not have.
  func requiring(_ given: [GivenSetting]) throws(LabError) -> FigureChoice {
    guard let other = given.first(where: { !lab.has($0) }) else { return self }
    throw .badConfiguration(
      key: other.name, found: "\"\(other.text)\"",
      expected: "a setting of \(lab.subject), for \(file) is of these")
  }

  /// The recipe as its laboratory reads it, which must be this one.
  func recipe<L: ProgramLab>(of _: L.Type = L.self) throws(LabError) -> FigureRecipe<L> {
    try FigureRecipe(yaml: yaml, name: file)
  }
}
