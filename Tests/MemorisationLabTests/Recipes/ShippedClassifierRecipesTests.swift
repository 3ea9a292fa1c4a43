import FigureRecipes
import Testing

@testable import LabFigures
@testable import LabRuns
@testable import MemorisationLab

/// The recipes of classifiers that the program carries.
@Suite struct ShippedClassifierRecipesTests {
  /// Without any data set: the quick presets must run on what the lab draws.
  private let lab = MemorisationLab.builtIn()

  @Test("every recipe has three presets, and the quick one is of built-in digits", arguments: names)
  func plans(name: String) throws {
    let recipe = try recipe(name)
    #expect(recipe.name == name && recipe.presets.count == FigurePresetName.allCases.count)
    #expect(try !recipe.plan(.quick, lab: lab).runs.isEmpty)
    for preset in FigurePresetName.allCases {
      #expect(try recipe.pictures(preset).count == recipe.pictures.count)
    }
  }

  @Test("what a claim is about is run by the quick preset, over seeds", arguments: names)
  func claims(name: String) throws {
    let recipe = try recipe(name)
    #expect(!recipe.claims.isEmpty)
    let runs = try recipe.plan(.quick, lab: lab).runs
    for claim in recipe.claims {
      var selections = [claim.selection]
      if case .greater(let other) = claim.expectation { selections.append(other) }
      for selection in selections {
        let chosen = runs.filter(selection.contains)
        #expect(Set(chosen.map(\.seed)).count >= 3, "\(claim.says) \(selection.title)")
      }
    }
  }

  private func recipe(_ name: String) throws -> FigureRecipe<MemorisationLab> {
    let yaml = try #require(FigureRecipes.all.first { $0.name == name }?.yaml)
    return try FigureRecipe<MemorisationLab>(yaml: yaml, name: name)
  }

  private static let names = [
    "randomisation", "corruption", "regularisers", "early-stopping", "convex", "capacity",
  ]
}
