import Foundation
import TestSupport
import Testing

@testable import LabFigures
@testable import LabImages

@Suite struct BenchCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let small = [
    "--depth", "2", "--width", "4", "--kernel-size", "3", "--image-size", "9x8x1",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("bench step prints its times and its arithmetic")
  func bench() throws {
    let result = try program.run(
      "bench", "step", "--arch", "cnn", "--depth", "2", "--width", "4", "--kernel-size", "3", "--image-size",
      "9x8x3", "--threads", "1", "--seconds", "0.01", "--json")
    let report = try object(result.output)
    #expect(
      Set(report.keys) == [
        "schema", "millisecondsPerStep", "minimum", "maximum", "steps", "operationsPerStep", "gigaflops",
        "estimatedMilliseconds",
      ])
    // 108 weights of the first layer and 108 of the second on 72 pixels: two and three products, two operations each.
    #expect(report["operationsPerStep"] as? Double == Double(72 * 108 * (4 + 6)))
    let numbers = try ["minimum", "millisecondsPerStep", "maximum"].map {
      try #require(report[$0] as? Double)
    }
    #expect(numbers == numbers.sorted() && numbers[0] > 0)
  }

  @Test("bench plans names a plan for every layer", arguments: ["cnn", "fcn", "resnet", "resnet-conv"])
  func plans(architecture: String) throws {
    let result = try program.run(
      "bench", "plans", "--arch", architecture, "--depth", "4", "--width", "4", "--image-size", "6x6x1",
      "--json")
    let plans = try #require(try object(result.output)["plans"] as? [[String: Any]])
    #expect(plans.count == 4)
  }

  @Test("bench refuses a network that does not fit the machine instead of crashing")
  func benchTooLarge() throws {
    for width in ["1000000", "100000000000"] {
      let result = try program.run("bench", "step", "--arch", "fcn", "--depth", "100", "--width", width)
      #expect(result.exitCode == 78, "\(result.errors)")
    }
  }

  @Test("bench step times as many steps as are asked for at least")
  func leastSteps() throws {
    let result = try program.run(
      ["bench", "step", "--seconds", "0.000001", "--least-steps", "7", "--json"] + small)
    #expect(try object(result.output)["steps"] as? Int == 7, "\(result.errors)")
    let text = try program.run(["bench", "step", "--seconds", "0.001"] + small)
    #expect(text.output.contains("ms a step") && text.output.contains("GFLOP/s"), "\(text.output)")
  }

  @Test("bench memory's parts add up, and the process took at least that much")
  func memory() throws {
    func report(_ arguments: String...) throws -> [String: Any] {
      try object(program.run(["bench", "memory", "--steps", "1", "--json"] + small + arguments).output)
    }
    let sgd = try report()
    let planned = try #require(sgd["planned"] as? [String: Int])
    #expect(Set(planned.keys) == ["weights", "optimizerState", "gradients", "activations", "scratch"])
    #expect(sgd["parameters"] as? Int == 72)
    #expect(planned["weights"] == 72 * 4 && planned["optimizerState"] == 72 * 4)
    // On 72 pixels image, target, 4 and 1 channels of outputs and the gradients by them, at the very least.
    let leastActivations = 4 * 72 * 12
    #expect(try #require(planned["activations"]) >= leastActivations)
    let total = try #require(sgd["total"] as? Int)
    #expect(total == planned.values.reduce(0, +))
    #expect(try #require(sgd["peakResident"] as? Int) > total)
    let adam = try #require(try report("--optimizer", "adam")["planned"] as? [String: Int])
    #expect(adam["optimizerState"] == 2 * 72 * 4)
    let text = try program.run(["bench", "memory"] + small)
    #expect(text.output.contains("72 parameters") && text.output.contains("288 B"), "\(text.output)")
  }

  @Test("bench machine prints rates above nothing")
  func machine() throws {
    let rates = try object(program.run("bench", "machine", "--json").output)
    let names = ["multiplyAddGigaflops", "sgemmGigaflops", "memoryReadGigabytes", "cacheReadGigabytes"]
    #expect(Set(rates.keys) == Set(names + ["threads", "schema"]))
    for name in names {
      // Slower than a thousand million a second would be a unit that is wrong.
      #expect(try #require(rates[name] as? Double) > 0.1, "\(name)")
    }
  }

  @Test("bench losses leaves the image and the weights before and after its steps")
  func losses() throws {
    let path = folder.path("steps")
    let result = try program.run(["bench", "losses", "--steps", "4", "--save", path, "--json"] + small)
    #expect(result.exitCode == 0, "\(result.errors)")
    let losses = try #require(try object(result.output)["losses"] as? [Double])
    #expect(losses.count == 5 && losses[4] < losses[0])
    let (first, last) = try (program.file("steps/first.safetensors"), program.file("steps/last.safetensors"))
    #expect(first.count == last.count && first != last)
    for name in ["\"image\"", "\"layers.0.weight\"", "\"layers.1.weight\""] {
      #expect(first.range(of: Data(name.utf8)) != nil, "\(name)")
    }
    #expect(try program.run("bench", "losses", "--save", "/dev/null/x").exitCode == 73)
  }

  @Test("bench scaling writes times and a picture, and draws them again beside another program's")
  func scaling() throws {
    let (csv, figure) = (folder.path("times.csv"), folder.path("times.png"))
    let first = try program.run(
      "bench", "scaling", "--quick", "--seconds", "0.001", "--csv", csv, "--figure", figure)
    #expect(first.exitCode == 0, "\(first.errors)")
    let picture = try PNGFile.read(figure)
    #expect(picture.width > 500 && picture.height > 500)
    let lines = String(decoding: try program.file("times.csv"), as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "program,axis,depth,width,kernelSize,side,milliseconds")
    #expect(lines.count == 11 && lines[1].hasPrefix("IdentityLab,depth,2,8,5,28,"))

    let other = lines.joined(separator: "\n").replacing("IdentityLab", with: "Other")
    let beside = try folder.file("other.csv", Array(other.utf8))
    let again = try program.run(
      "bench", "scaling", "--from", csv, "--beside", beside, "--figure", folder.path("both.svg"))
    #expect(again.exitCode == 0, "\(again.errors)")
    let drawing = String(decoding: try program.file("both.svg"), as: UTF8.self)
    #expect(drawing.contains("Other,depth,2,8,5,28,"))
  }

  /// Arguments that cannot be used, and the exit code that says so.
  private static let refusals: [(arguments: String, exitCode: Int32)] = [
    ("step --seconds 0", 78), ("step --least-steps 0", 78), ("step --depth 0", 78),
    ("step --clip-norm 0", 78),
    ("memory --steps=-1", 78), ("memory --image-size 28", 78), ("machine --threads 0", 78),
    ("losses --steps=-1", 78), ("losses --learning-rate 0", 78), ("losses --init zeros", 78),
    ("scaling", 64), ("scaling --figure times.gif", 78),
    ("scaling --csv /nonexistent/x.csv --seconds nan", 78),
    ("scaling --figure x.png --from /nonexistent.csv", 66),
    ("scaling --figure x.png --beside /proc/version", 65), ("unknown", 64),
  ]

  @Test("bench refuses what it cannot use, before it measures", arguments: refusals)
  func refused(arguments: String, exitCode: Int32) throws {
    let result = try program.run(["bench"] + arguments.split(separator: " ").map(String.init))
    #expect(result.exitCode == exitCode && !result.errors.isEmpty, "\(arguments): \(result.errors)")
  }
}
