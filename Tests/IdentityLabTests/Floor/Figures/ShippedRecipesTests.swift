import FigureRecipes
import Testing

@testable import IdentityLab
@testable import LabFigures
@testable import LabRuns

/// The recipes that the program carries.
@Suite struct ShippedRecipesTests {
  /// Without any data set: every figure must run on what the lab draws.
  private let lab = ReconstructionLab.builtIn()

  @Test("every recipe's presets are nets that can be built, on built-in images", arguments: names)
  func plans(name: String) throws {
    let recipe = try recipe(name)
    #expect(recipe.name == name)
    for preset in recipe.presets.keys {
      let plan = try recipe.plan(preset, lab: lab)
      #expect(!plan.stage(RunStore<ReconstructionLab>(output: "nowhere")).runs.isEmpty)
      #expect(try recipe.pictures(preset).count == recipe.pictures.count)
    }
  }

  @Test(
    "what a claim is about is run by the standard preset, over seeds",
    arguments: names.filter { $0 != "smoke" })
  func claims(name: String) throws {
    let recipe = try recipe(name)
    #expect(!recipe.claims.isEmpty)
    let runs = try recipe.plan(.standard, lab: lab).runs
    for claim in recipe.claims {
      var selections = [claim.selection]
      if case .greater(let other) = claim.expectation { selections.append(other) }
      for selection in selections {
        let chosen = runs.filter(selection.contains)
        #expect(Set(chosen.map(\.seed)).count >= 3, "\(claim.says) \(selection.title)")
      }
    }
  }

  private func recipe(_ name: String) throws -> FigureRecipe<ReconstructionLab> {
    let yaml = try #require(FigureRecipes.all.first { $0.name == name }?.yaml)
    return try FigureRecipe<ReconstructionLab>(yaml: yaml, name: name)
  }

  /// Those of this laboratory; of the other one MemorisationLabTests has the same.
  private static let names = FigureRecipes.all.filter { !$0.yaml.contains("\nlab: ") }.map(\.name)
}
