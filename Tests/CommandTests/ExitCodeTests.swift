import Foundation
import TestSupport
import Testing

/// What a command cannot use, by the exit code that says so.
@Suite struct ExitCodeTests {
  /// A call that cannot do its work.
  struct Case: CustomTestStringConvertible {
    let words: String
    let exitCode: Int32
    /// What the complaint names.
    let word: String

    init(_ words: String, _ exitCode: Int32, _ word: String) {
      self.words = words
      self.exitCode = exitCode
      self.word = word
    }

    var testDescription: String { words }
  }

  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  /// Usage errors: what is no command or flag, what is missing, and what does not belong together.
  static let usage = [
    Case("frobnicate", 64, "frobnicate"), Case("trian", 64, "did you mean \"train\"?"),
    Case(
      "runs lst", 64,
      "identity-lab runs has no command \"lst\"; expected one of list, show, compare, query, export, pack, unpack, clean (did you mean"
    ),
    Case("train --unknown", 64, "error: Unknown option"), Case("train --depht 3", 64, "--depth"),
    Case("runs show 1 --yaml --json", 64, "--yaml"),
    Case("train surplus", 64, "surplus"),
    Case("train --out=", 64, "--out"), Case("sweep unknown", 64, "unknown"),
    Case("sweep run --depth", 64, "depth"), Case("sweep status", 64, "name"),
    Case("sweep gather", 64, "name"), Case("sweep work", 64, "name"),
    Case("figure", 64, "cnn-depth"),
    Case("figure smoke --recipe x.yaml", 64, "--recipe"), Case("grid", 64, "sweep"),
    Case("layers", 64, "<net>"),
    Case("classify", 64, "run"),
    Case("reproduce", 64, "file"), Case("evaluate", 64, "run"),
    Case("runs show", 64, "run"),
    Case("runs list x", 64, "x"), Case("runs list --limit 0", 64, "--limit"),
    Case("runs compare 1", 64, "two runs"),
    Case("sweep show s --json --format csv", 64, "--format csv"),
    Case("sweep run --extend s --name t --seed 1", 64, "--name"), Case("sweep cancel", 64, "name"),
    Case("sweep run --wait", 64, "--wait is for --launcher slurm"),
    Case("sweep run --slurm-time 9", 64, "--slurm-time is for --launcher slurm"),
    Case("sweep run --launcher slurm -j 2", 64, "--jobs"),
    Case("sweep run --launcher slurm --fail-fast", 64, "--fail-fast"),
    Case("sweep run --launcher slurm --fail-on diverged", 64, "--wait"),
    Case("sweep run --extend s --zip depth,width --seed 1", 64, "--zip"), Case("data list x", 64, "x"),
    Case("data verify --depth 1", 64, "--depth"),
    Case("doctor x", 64, "x"), Case("bench plans x", 64, "x"),

    Case("bench scaling", 64, "--figure"),
  ]

  /// Inputs that are not there.
  static let missing = [
    Case("train --image mnist:7", 66, "mnist"), Case("train --image nowhere.png", 66, "nowhere.png"),
    Case("train --data /nope", 66, "/nope"), Case("train --image builtin:7 --data EMPTY", 66, "mnist"),
    Case("sweep run --data /nope --dry-run", 66, "/nope"), Case("data list --data /nope", 66, "--data"),
    Case("train --config no.yaml", 66, "no.yaml"), Case("sweep run --image nowhere.png", 66, "nowhere.png"),
    Case("sweep status nothing", 66, "nothing"), Case("sweep gather nothing", 66, "nothing"),
    Case("sweep cancel nothing", 66, "nothing"),
    Case("sweep work nothing --run 0", 66, "nothing"), Case("figure --recipe no.yaml", 66, "no.yaml"),
    Case("figure smoke --image nowhere.png", 66, "nowhere.png"), Case("grid nothing", 66, "nothing"),
    Case("layers ffff", 66, "ffff"), Case("classify ffff", 66, "ffff"),
    Case("sweep show no", 66, "there is"), Case("sweep run --extend no --seed 1", 66, "there is"),
    Case("runs compare aaaa bbbb", 66, "runs list"), Case("reproduce no.png", 66, "no.png"),
    Case("evaluate ffff", 66, "runs list"),
    Case("runs show ffff", 66, "ffff"),
    Case("bench scaling --figure x.png --from no.csv", 66, "no.csv"),
  ]

  /// Settings that cannot be used.
  static let configuration = [
    Case("train --depth 0", 78, "depth: "), Case("train --arch cnnn", 78, "did you mean \"cnn\"?"),
    Case("train --image builtin:x", 78, "image"), Case("train --threads 0", 78, "threads"),
    Case("train --threads 257", 78, "threads"), Case("train --depth 1,3", 78, "depth"),
    Case("sweep run --depth 5..1", 78, "depth"),
    Case("sweep run --launcher slrum", 78, "did you mean \"slurm\"?"),
    Case("sweep run --launcher slurm --slurm-minutes 0", 78, "--slurm-minutes"),
    Case("sweep run --launcher slurm --slurm-time 2", 78, "--slurm-time"),
    Case("sweep run --launcher slurm --slurm-option=gpu", 78, "--slurm-option"),
    Case("sweep run --jobs 0 --dry-run", 78, "jobs"), Case("sweep run --name ../x", 78, "name"),
    Case("figure nothing", 78, "cnn-depth"), Case("figure smoke --format gif", 78, "gif"),
    Case("figure smoke --seed x", 78, "seed"), Case("figure smoke --jobs x", 78, "jobs"),
    Case("sweep show s --columns los", 78, "did you mean \"loss\"?"),
    Case("sweep show s --sort -los", 78, "did you mean \"loss\"?"),
    Case("sweep show s --where loss<<1", 78, "at character 5"),
    Case("runs list --where dpth>1", 78, "\"depth\"?"),
    Case("grid s --rows x", 78, "rows"), Case("layers 1 --select best", 78, "select"),
    Case("reproduce x.png --to x.gif", 78, "x.gif"), Case("evaluate 1 --rho 2", 78, "rho"),
    Case("bench step --image-size 9", 78, "image-size"), Case("bench plans --depth 0", 78, "depth"),
    Case("bench memory --steps=-1", 78, "steps"), Case("bench machine --threads 0", 78, "threads"),
    Case("bench losses --steps=-1", 78, "steps"), Case("bench scaling --figure x.gif", 78, "x.gif"),
    Case("train --threads x", 78, "--threads: \"x\" cannot be used; expected a number"),
    Case(
      "figure smoke --preset quik", 78, "--preset: \"quik\" cannot be used; expected one of quick, standard"),
    Case("figure smoke --preset quik", 78, "did you mean \"quick\"?"),
    Case("grid s --cell predicton", 78, "did you mean \"prediction\"?"),
    Case("grid s --probe digts", 78, "--probe: \"digts\" cannot be used; expected a picture such as my.png"),
    Case("layers 1 --scale layr", 78, "did you mean \"layer\"?"),
    Case("layers 1 --format pgn", 78, "\"png\"?"),
    Case("classify 1 --test-images x", 78, "--test-images: "),
    Case("evaluate 1 --zone-threshold x", 78, "--zone-threshold: "),
    Case("evaluate 1 --family image", 78, "did you mean \"images\"?"),
    Case("sweep work s --run x", 78, "--run: "), Case("bench step --arch cnnn", 78, "did you mean \"cnn\"?"),
    Case("bench memory --steps x", 78, "--steps: "), Case("bench machine --threads x", 78, "--threads: "),
    Case("bench losses --init zeros", 78, "--init: "), Case("bench step --seconds x", 78, "--seconds: "),
    Case("figure cnn-dpeth", 78, "did you mean \"cnn-depth\"?"),
    Case("figure smoke --format pgn", 78, "did you mean \"png\"?"),
    Case("train --image buitlin:7", 78, "--image: \"buitlin:7\""),
    Case("train --image buitlin:7", 78, "did you mean \"builtin:7\"?"),
    Case("train --image pattern:strips", 78, "did you mean \"pattern:stripes\"?"),
    Case("layers 1 --select clostest-to-input", 78, "did you mean \"closest-to-input\"?"),
    Case("train --kernel-size x", 78, "--kernel-size: \"x\" cannot be used; expected a whole number"),
    Case("train --epsilon 0", 78, "--epsilon: \"0\" cannot be used; expected a number above 0"),
    Case(
      "train --image builtin:digits/20 --batch-size 30", 78,
      "--batch-size: \"30\" cannot be used; "
        + "expected a whole number from 1 to 20"),
    Case("train --arch resnet --depth 3", 78, "--depth: 3"),
    Case("sweep run --depth 4..20..4", 78, "FIRST..LAST:STEP"),
    Case("sweep run --depth 1,2 --width 3 --zip depth,width", 78, "--width: a list of 1"),
    Case("sweep run --depth 1,2 --zip depth,wdith", 78, "did you mean \"width\"?"),
    Case("sweep run --depth 1,2 --zip depth,width", 78, "--zip: width"),
    Case("sweep run --depth 1,2 --exclude arch=cnn", 78, "--exclude: arch"),
    Case("sweep run --depth 1,2 --exclude depth", 78, "NAME=VALUE"),
    Case("sweep run --depth 1,2 --exclude depth=1..2", 78, "all 2 combinations"),
    Case("sweep run --width cnn:3;fcn:4", 78, "--arch"),
  ]

  /// Files that are not what they should be; `bad` is one.
  static let data = [
    Case("train --image bad.png", 65, "bad.png"), Case("train --config bad.yaml", 65, "bad.yaml"),
    Case("sweep run --image bad.png", 65, "bad.png"), Case("figure --recipe bad.yaml", 65, "bad.yaml"),
    Case("figure smoke --image bad.png", 65, "bad.png"), Case("sweep status bad", 65, "sweep.json"),
    Case("sweep cancel bad", 65, "sweep.json"), Case("sweep gather bad", 65, "sweep.json"),
    Case("sweep work bad --run 0", 65, "sweep.json"),
    Case("grid bad", 65, "sweep.json"), Case("layers bad0", 65, "config.json"),
    Case("classify bad0", 65, "config.json"), Case("evaluate bad0", 65, "config.json"),
    Case("runs show bad0", 65, "config.json"),
    Case("reproduce bad.png", 65, "bad.png"), Case("reproduce bad.json", 65, "bad.json"),
    Case("data verify --data DATA", 65, "t10k"),
    Case("bench scaling --figure x.png --from bad.png", 65, "bad.png"),
  ]

  @Test(
    "what cannot be used ends with its exit code and one line that says why",
    arguments: usage + missing + configuration + data)
  func refused(call: Case) throws {
    for file in ["bad.png", "bad.yaml", "bad.json", "sweeps/bad/sweep.json", "sweeps/bad/manifest.jsonl"] {
      _ = try folder.file(file, Array("[nonsense".utf8))
    }
    if call.exitCode == 65, call.word == "config.json" {
      _ = try folder.file("runs/ba/bad0123456789abc/config.json", Array("[nonsense".utf8))
    }
    try FileManager.default.createDirectory(atPath: folder.path("runs"), withIntermediateDirectories: true)
    for name in ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      _ = try folder.file("data/mnist/\(name)", [0, 0, 8, 9])
    }
    let arguments = call.words.split(separator: " ").map { word in
      switch word {
      case "DATA": folder.path("data")
      case "EMPTY": folder.path("runs")
      case _ where word.hasPrefix("bad."): folder.path(String(word))
      default: String(word)
      }
    }
    let result = try program.run(arguments)
    #expect(result.exitCode == call.exitCode, "\(result.errors)")
    // What `data verify` finds is its result.
    let complaint = call.words.hasPrefix("data verify") ? result.output + result.errors : result.errors
    #expect(complaint.contains(call.word), "\(complaint)")
    #expect(!complaint.contains("DecodingError") && !complaint.contains("debugDescription"), "\(complaint)")
    #expect(result.output.isEmpty || call.words.hasPrefix("data verify"), "\(result.output)")
  }
}
