import LabBase
import LabRuns
import Testing

@testable import IdentityLab

@Suite("The arithmetic's version")
struct NumericsTests {
  @Test(
    "is raised for mini-batches of 32 images and more, and stays for smaller ones, whose bits are what they were"
  )
  func followsTheBatch() throws {
    let lab = ReconstructionLab.builtIn()
    func numerics(_ batch: String) throws -> Int {
      try lab.makeConfiguration(
        Settings([.image: "builtin:digits/40", .batchSize: batch, .size: "6", .width: "2", .depth: "1"])
      ).numerics
    }
    #expect(try numerics("31") == 2 && numerics("32") == 3)
    #expect(try lab.makeConfiguration(Settings([.image: "builtin:7", .size: "6"])).numerics == 2)
  }

  @Test("of a stored run is its own")
  func staysWithStoredRuns() throws {
    var configuration = try ReconstructionLab.builtIn().makeConfiguration(
      Settings([.image: "builtin:digits/40", .batchSize: "32", .size: "6", .width: "2", .depth: "1"]))
    configuration.numerics = 2
    let read: ReconstructionConfiguration = try JSONFile.decode(
      Array(configuration.canonicalJSON.utf8), path: "config.json", contents: "a configuration")
    #expect(read == configuration)
  }
}
