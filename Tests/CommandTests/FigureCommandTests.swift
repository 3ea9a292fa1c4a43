import Foundation
import TestSupport
import Testing

@testable import LabImages

@Suite struct FigureCommandTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  @Test("a figure is trained, drawn in every format, and drawn again without training")
  func smoke() throws {
    let result = try program.run("figure", "smoke", "--format", "png,svg,pdf")
    #expect(result.exitCode == 0, "\(result.errors)")
    let first = try program.file("figures/smoke-quick.png")
    #expect(first.count > 2000)
    for name in [
      "smoke-quick.svg", "smoke-quick.pdf", "smoke-quick.json", "smoke-quick-loss.png",
      "smoke-quick-similarity.png", "smoke-quick.report.json",
    ] {
      #expect(try !program.file("figures/" + name).isEmpty, "\(name)")
    }
    let runs = try program.run("runs", "list", "--json")
    let again = try program.run("figure", "smoke")
    #expect(again.exitCode == 0)
    #expect(try program.file("figures/smoke-quick.png") == first)
    #expect(try program.run("runs", "list", "--json").output == runs.output)
  }

  @Test("claims are decided, shown on the index page and written as findings")
  func findings() throws {
    let path = folder.path("Guides/Findings.md")
    let result = try program.run("figure", "smoke", "--seed", "0..1", "--findings", path)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("Identity falls with depth."), "\(result.output)")
    let page = try program.file("Guides/Findings.md")
    let text = String(decoding: page, as: UTF8.self)
    #expect(
      text.contains(
        "`identity-lab figure smoke --preset quick --seed 0..1`: 4 runs, 4 of which not fitted, 2 seeds"
      ), "\(text)")
    #expect(!text.contains(folder.path))
    #expect(try !program.file("Guides/Gallery/smoke-quick-seed-0..1.png").isEmpty)
    let index = String(decoding: try program.file("figures/index.html"), as: UTF8.self)
    #expect(
      index.contains("id=\"smoke-quick-seed-0..1\"") && index.contains("smoke-quick-seed-0..1-loss.png"))
    #expect(!index.contains(folder.path))
    let again = try program.run("figure", "smoke", "--seed", "0..1", "--findings", path, "--json")
    #expect(try program.file("Guides/Findings.md") == page)
    #expect(again.output.contains("\"findings\":"))
  }

  @Test("a picture carries its configuration and no path, host or user")
  func metadata() throws {
    #expect(try program.run("figure", "smoke").exitCode == 0)
    let texts = try PNGFile.texts(folder.path("figures/smoke-quick.png"))
    #expect(
      texts.map(\.keyword) == [
        "identity-lab.config", "identity-lab.data-sha256", "identity-lab.lab", "identity-lab.version",
      ])
    for text in texts {
      #expect(!text.text.contains(folder.path) && !text.text.contains("/"), "\(text)")
      #expect(!text.text.contains(ProcessInfo.processInfo.hostName), "\(text)")
    }
    let configuration = try #require(
      try JSONSerialization.jsonObject(with: Data(texts[0].text.utf8)) as? [String: Any])
    #expect((configuration["runs"] as? [Any])?.count == 2)
  }

  @Test("recipes can be listed, printed, edited and run")
  func recipes() throws {
    let list = try program.run("figure", "list")
    for name in ["fcn-depth", "cnn-depth", "similarity", "resnet-skip"] {
      #expect(list.output.contains(name))
    }
    let recipe = try program.run("figure", "smoke", "--print").output
    let edited = recipe.replacing("name: smoke", with: "name: mine").replacing(
      "depth: [1, 3]", with: "depth: [2]")
    #expect(edited != recipe)
    try Data(edited.utf8).write(to: URL(fileURLWithPath: folder.path("mine.yaml")))
    let result = try program.run("figure", "--recipe", folder.path("mine.yaml"))
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(try !program.file("figures/mine-quick.png").isEmpty)
    try Data(edited.replacing("presets", with: "preset").utf8)
      .write(to: URL(fileURLWithPath: folder.path("mine.yaml")))
    let broken = try program.run("figure", "--recipe", folder.path("mine.yaml"))
    #expect(broken.exitCode == 78 && broken.errors.contains("did you mean \"presets\"?"), "\(broken.errors)")
  }

  @Test("a dry run counts runs and minutes, figure by figure and together, and writes nothing")
  func dryRun() throws {
    let one = try program.run("figure", "smoke", "--dry-run", "-j", "1")
    #expect(one.exitCode == 0, "\(one.errors)")
    #expect(
      one.output.contains("to train") && one.output.contains(#/smoke +2 +0 +2/#), "\(one.output)")
    let several = try program.run("figure", "smoke", "phase", "--dry-run", "--json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(several.output.utf8)) as? [String: Any], "\(several.errors)"
    )
    let figures = try #require(report["figures"] as? [[String: Any]])
    #expect(figures.map { $0["name"] as? String } == ["smoke", "phase"])
    let phase = try #require(figures.last)
    let missing = ["atLeast", "atMost"].compactMap { ((phase[$0] as? [String: Any])?["missing"]) as? Int }
    #expect(missing.count == 2 && missing[0] > 0 && missing[0] < missing[1], "\(several.output)")
    #expect((report["total"] as? [String: Any])?["atMost"] != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a recipe that was edited does not replace the picture of the old one without --force")
  func edited() throws {
    let recipe = try program.run("figure", "smoke", "--print").output
    #expect(try program.run("figure", "smoke").exitCode == 0)
    let old = try program.file("figures/smoke-quick.png")
    _ = try folder.file("mine.yaml", Array(recipe.replacing("depth: [1, 3]", with: "depth: [2]").utf8))
    let refused = try program.run("figure", "--recipe", folder.path("mine.yaml"))
    #expect(refused.exitCode == 73 && refused.errors.contains("--force replaces it"), "\(refused.errors)")
    #expect(try program.file("figures/smoke-quick.png") == old)
    #expect(try program.run("figure", "--recipe", folder.path("mine.yaml"), "--force").exitCode == 0)
    #expect(try program.file("figures/smoke-quick.png") != old)
  }

  @Test("one figure's trouble does not cost the others")
  func trouble() throws {
    // Nothing correlates with a picture of one value, which smoke's picture over ρ needs and width's pictures do not.
    let result = try program.run("figure", "smoke", "width", "--image", "pattern:constant", "--steps", "300")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("smoke:") && result.errors.contains("not made: smoke"), "\(result.errors)")
    #expect(!result.errors.contains("not made: smoke, width"))
    #expect(try !program.file("figures/width-quick-steps-300-image-pattern-constant.png").isEmpty)
  }

  @Test("a figure whose run fails is named; the others, the index and the findings are made")
  func failedRun() throws {
    let narrow = ["--image", "builtin:7", "--steps", "300", "--format", "svg", "-j", "1"]
    #expect(try program.run(["figure", "smoke"] + narrow).exitCode == 0)
    let runs = try program.run("runs", "list", "--json").output
    let key = try #require(runs.firstMatch(of: /"runKey"\s*:\s*"([0-9a-f]{16})"/)?.1)
    // A run that has to be made again and cannot be.
    let directory = "runs/\(key.prefix(2))/\(key)"
    try FileManager.default.removeItem(atPath: folder.path(directory + "/result.json"))
    _ = try folder.file(directory + "/state.safetensors", Array("nonsense".utf8))
    try FileManager.default.removeItem(atPath: folder.path("figures"))
    let path = folder.path("Findings.md")
    let result = try program.run(["figure", "smoke", "width", "--findings", path, "--json"] + narrow)
    #expect(result.exitCode == 3, "\(result.errors)")
    #expect(
      result.errors.contains("smoke: run \(key) failed: ") && result.errors.contains("not made: smoke\n"))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(report["failed"] as? [String] == ["smoke"])
    #expect(try !program.file("figures/width-quick-steps-300-image-builtin-7.svg").isEmpty)
    #expect(
      !FileManager.default.fileExists(
        atPath: folder.path("figures/smoke-quick-steps-300-image-builtin-7.svg")))
    #expect(
      String(decoding: try program.file("figures/index.html"), as: UTF8.self).contains("id=\"width-quick-"))
    #expect(String(decoding: try program.file("Findings.md"), as: UTF8.self).contains("## width"))
  }

  @Test("figures whose image cannot be read are named, and the index is written all the same")
  func unreadable() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("picture.png"), withIntermediateDirectories: false)
    let result = try program.run(
      "figure", "smoke", "width", "--image", folder.path("picture.png"), "--steps", "1", "--json")
    #expect(result.exitCode == 3, "\(result.errors)")
    #expect(result.errors.contains("not made: smoke, width"), "\(result.errors)")
    #expect(try !program.file("figures/index.html").isEmpty)
  }

  @Test("layers are drawn for every selection and written as arrays")
  func layers() throws {
    let train = try program.run(
      "train", "--depth", "3", "--width", "6", "--kernel-size", "3", "--size", "8", "--steps", "5", "--json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(train.output.utf8)) as? [String: Any])
    let key = try #require(report["runKey"] as? String)
    for select in ["top:2", "svd:3", "closest-to-input", "closest-to-training", "all"] {
      let result = try program.run("layers", key, "--select", select, "--untrained", "--scale", "shared")
      #expect(result.exitCode == 0, "\(select): \(result.errors)")
    }
    let arrays = try program.run("layers", key, "--input", "builtin:2", "pattern:stripes", "--npy")
    #expect(arrays.exitCode == 0, "\(arrays.errors)")
    let array = try program.file("figures/layers-\(key)-builtin-2/layer-1.npy")
    #expect(array.count == 128 + 4 * 6 * 64)
    #expect(try program.run("layers", key, "--select", "best").exitCode == 78)
  }
}
