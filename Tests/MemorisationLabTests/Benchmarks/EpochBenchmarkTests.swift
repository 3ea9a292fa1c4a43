import LabBase
import LabRuns
import Nets
import TestSupport
import Testing

@testable import MemorisationLab

@Suite("Benchmark of epochs")
struct EpochBenchmarkTests {
  private func benchmark(_ net: String, batchSize: Int = 4, side: Int = 8) throws -> EpochBenchmark {
    try EpochBenchmark(
      Settings([.net: net, .batchSize: String(batchSize)]),
      imageShape: ImageShape(channels: 3, height: side, width: side), threads: 1)
  }

  @Test("operations are those of the layers' sums, two products of the first layer and three of the others")
  func operationsAreCounted() throws {
    let times = try benchmark("mlp:1x16").measure(seconds: 1e-3, leastSteps: 1)
    let (first, last) = (192 * 16.0, 16 * 10.0)
    #expect(times.operationsPerStep == 2 * 4 * (2 * first + 3 * last))
    #expect(times.steps >= 1 && times.minimum <= times.millisecondsPerStep)
  }

  @Test("fast and reference kernels take the same steps", arguments: ["mlp:2x16", "ioc:2x8", "cnn:1x4"])
  func stepsAgree(net: String) throws {
    let ours = try benchmark(net).losses(steps: 6, savingTo: nil)
    let reference = try benchmark(net).referenceLosses(steps: 6, savingTo: nil)
    #expect(ours.count == 6 && Set(ours).count == 6)
    expectClose(ours, reference, absolute: 0, relative: 1e-4, net)
  }

  @Test("batches and parameters are saved for another program, in both precisions")
  func stepsAreSaved() throws {
    let folder = try TemporaryFolder()
    _ = try benchmark("mlp:1x8").referenceLosses(steps: 2, savingTo: folder.path)
    let first = try SafetensorsFile(decoding: AtomicFile.read(folder.path + "/first.safetensors"))
    let last = try SafetensorsFile(decoding: AtomicFile.read(folder.path + "/last.safetensors"))
    #expect(first["images"]?.dimensions == [2, 4, 3, 8, 8] && first["labels"]?.dimensions == [2, 4])
    let names = ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
    #expect(last.tensors.map(\.name) == names && first.tensors.prefix(4).map(\.name) == names)
    for name in names { #expect(first[name] != last[name]) }
  }

  @Test("images that are no squares of one or three channels are refused", arguments: [(2, 8, 8), (3, 8, 9)])
  func shapesAreChecked(channels: Int, height: Int, width: Int) {
    #expect(throws: LabError.self) {
      try EpochBenchmark(
        Settings(), imageShape: ImageShape(channels: channels, height: height, width: width), threads: 1)
    }
  }
}
