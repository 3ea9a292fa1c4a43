import Nets
import Testing

@testable import IdentityLab
@testable import LabRuns

@Suite("Programming errors end the program") struct PreconditionTests {
  @Test("a batch of another shape than the net's")
  func shape() async {
    await #expect(processExitsWith: .failure) {
      let configuration = try ReconstructionLab.builtIn()
        .makeConfiguration(Settings([.depth: "1", .size: "4", .width: "1", .kernelSize: "3"]))
      let predictor = Predictor(
        configuration, parameters: configuration.makeInitialParameters(), imageShape: configuration.imageShape
      )
      _ = predictor.predict(
        ImageBatch(
          shape: ImageShape(channels: 1, height: 4, width: 5), values: Array(repeating: 0, count: 20)))
    }
  }

  @Test("a battery asked for a family that it does not have")
  func family() async {
    await #expect(processExitsWith: .failure) {
      let lab = ReconstructionLab.builtIn()
      let battery = try lab.makeExperiment(Settings([.size: "4"])).data.battery
      _ = battery[.natural]
    }
  }

  @Test("patches without a size, and theorems of weights that are not square")
  func theory() async {
    await #expect(processExitsWith: .failure) {
      _ = PatchMatrix(image: [1], shape: ImageShape(channels: 1, height: 1, width: 1), kernelSize: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = try Theorem1(initialWeights: [1, 2, 3], trainingImage: [1, 2])
    }
  }
}
