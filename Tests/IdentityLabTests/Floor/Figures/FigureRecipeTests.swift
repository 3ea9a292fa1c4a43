import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct FigureRecipeTests {
  private let yaml = """
    name: own
    title: A title
    finding: What is seen
    source: this laboratory
    pictures: [predictions, similarity-curves]
    presets:
      quick:
        - {depth: [1, 2], width: 2, kernelSize: 3, size: 6}
        - {depth: "2..3", width: 2, kernelSize: 3, size: 6, seed: 0..1}
      paper: {depth: 1, width: 3, size: 6}
    """

  private func recipe(_ yaml: String) throws -> FigureRecipe<ReconstructionLab> {
    try FigureRecipe<ReconstructionLab>(yaml: yaml, name: "own.yaml")
  }

  @Test("a recipe says what is trained and drawn")
  func parsing() throws {
    let recipe = try recipe(yaml)
    #expect(recipe.name == "own" && recipe.title == "A title" && recipe.finding == "What is seen")
    #expect(recipe.source == "this laboratory")
    #expect(recipe.pictures.map(\.kind) == [.predictions, .similarityCurves])
    #expect(recipe.presets.mapValues(\.groups.count) == [.quick: 2, .paper: 1])
    #expect(recipe.presets[.quick]?.groups.first?[.depth] == "1,2")
  }

  @Test(
    "a mistake is named with its place and, where a word was misspelt, the nearest one",
    arguments: [
      ("finding:", "findnig:", "own.yaml: findnig", "\"finding\""),
      ("[predictions,", "[predicitons,", "own.yaml: pictures", "\"predictions\""),
      ("  quick:", "  quik:", "own.yaml: presets", "\"quick\""),
      ("{depth: 1,", "{dept: 1,", "own.yaml: paper, group 1: dept", "\"depth\""),
      ("{depth: [1, 2],", "{depth: {a: 1},", "own.yaml: quick, group 1: depth", "a value or a list"),
    ])
  func mistakes(right: String, wrong: String, place: String, hint: String) {
    let error = #expect(throws: LabError.self) { try recipe(yaml.replacing(right, with: wrong)) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix(place) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
  }

  @Test("claims and notes are optional, and a mistake in a claim is named with its place")
  func claims() throws {
    #expect(try recipe(yaml).claims.isEmpty && recipe(yaml).notes == nil)
    let text =
      yaml + """

        notes: It did not come out.
        claims:
          - {says: One., expect: above, value: 1, measure: loss}
          - {says: Two., expect: falls, measure: steps, over: depth}
        """
    let recipe = try recipe(text)
    #expect(recipe.claims.map(\.says) == ["One.", "Two."] && recipe.notes == "It did not come out.")
    let error = #expect(throws: LabError.self) { try self.recipe(text.replacing("steps", with: "stepps")) }
    #expect(error?.description.hasPrefix("own.yaml: claim 2: measure") == true, "\(error?.description ?? "")")
  }

  @Test(
    "what a recipe must have is asked for",
    arguments: [
      ("title: A title\n", "", "title"), ("[predictions, similarity-curves]", "[]", "picture"),
      ("name: own\n", "name:\n", "name"),
    ])
  func missing(text: String, replacement: String, what: String) {
    let error = #expect(throws: LabError.self) { try recipe(yaml.replacing(text, with: replacement)) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains(what) == true)
  }

  @Test("a text that is no mapping is refused", arguments: ["", "- a\n- b", "just words", "{", "presets: 3"])
  func noMapping(yaml: String) {
    #expect(throws: LabError.self) { try recipe(yaml) }
  }

  @Test("the groups become one plan with every run once")
  func plan() throws {
    let plan = try recipe(yaml).plan(.quick, lab: ReconstructionLab.builtIn())
    #expect(plan.runs.map(\.depth) == [1, 2, 2, 3, 3])
    #expect(plan.runs.map(\.seed) == [0, 0, 1, 0, 1])
    #expect(plan.axes.map(\.key) == [.depth, .seed])
    let stage = plan.stage(RunStore<ReconstructionLab>(output: "nowhere"))
    #expect(stage.name.hasPrefix("figure-own-quick-") && stage.runs == plan.runs)
  }

  @Test("flags win over every group, and make another sweep")
  func overrides() throws {
    let recipe = try recipe(yaml)
    let lab = ReconstructionLab.builtIn()
    let plan = try recipe.plan(
      .quick, overrides: Settings([.seed: "5", .steps: "9"]), lab: lab)
    #expect(plan.runs.map(\.depth) == [1, 2, 3])
    #expect(plan.runs.allSatisfy { $0.seed == 5 && $0.steps == 9 })
    let store = RunStore<ReconstructionLab>(output: "nowhere")
    #expect(try plan.stage(store).name != recipe.plan(.quick, lab: lab).stage(store).name)
  }

  @Test("pictures have options, and a preset lays its own over them")
  func options() throws {
    let recipe = try recipe(
      yaml.replacing(
        "pictures: [predictions, similarity-curves]",
        with: "pictures: [loss, {picture: correlations, over: width, probe: fashion}]"
      ).replacing(
        "paper: {depth: 1, width: 3, size: 6}",
        with: "paper: {runs: [{depth: 1..9, size: 6}], bisect: depth, options: {over: depth, by: kernelSize}}"
      ))
    let own = try recipe.pictures(.quick)[1].options
    #expect(own.over == .width && own.probe == .fashion && own.by == nil)
    let paper = try recipe.pictures(.paper)[1].options
    #expect(paper.over == .depth && paper.probe == .fashion && paper.by == .kernelSize)
    #expect(recipe.presets[.paper]?.bisect == .depth && recipe.presets[.quick]?.bisect == nil)
    let plan = try recipe.plan(.paper, lab: ReconstructionLab.builtIn())
    #expect(plan.runs.count == 9)
    #expect(plan.stage(RunStore<ReconstructionLab>(output: "nowhere")).runs.map(\.depth) == [1, 9])
  }

  @Test(
    "a mistake in a picture or a preset is named with its place",
    arguments: [
      ("{picture: lss}", "pictures", "\"loss\""),
      ("{picture: loss, oveer: depth}", "pictures, loss: oveer", "\"over\""),
      ("{picture: correlations, over: deph}", "pictures, correlations: over", "\"depth\""),
      ("loss, loss", "pictures", "once"),
    ])
  func pictureMistakes(text: String, place: String, hint: String) {
    let error = #expect(throws: LabError.self) {
      try recipe(yaml.replacing("[predictions, similarity-curves]", with: "[\(text)]"))
    }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
  }

  @Test("a preset that a recipe does not have is refused with those it has")
  func noPreset() throws {
    let recipe = try recipe(yaml)
    let error = #expect(throws: LabError.self) {
      try recipe.plan(.standard, lab: ReconstructionLab.builtIn())
    }
    #expect(error?.description.contains("quick, paper") == true)
  }
}
