import Foundation
import LabDataSupport
import Testing

@testable import LabBase
@testable import LabData

@Suite("Finding data sets")
struct DatasetLocatorTests {
  let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  @Test(
    "the folder of the flag is searched, else that of the environment, else the cache",
    arguments: [
      (nil, [:], []),
      (
        "f", ["IDENTITY_LAB_DATA": "/e", "XDG_CACHE_HOME": "/c", "HOME": "/h"],
        ["f"]
      ),
      (nil, ["IDENTITY_LAB_DATA": "/e", "HOME": "/h"], ["/e"]),
      (nil, ["XDG_CACHE_HOME": "/c", "HOME": "/h"], ["/c/identity-lab"]),
      (nil, ["XDG_CACHE_HOME": "relative", "HOME": "/h"], ["/h/.cache/identity-lab"]),
      ("", ["IDENTITY_LAB_DATA": "", "XDG_CACHE_HOME": "", "HOME": ""], []),
      ("", ["IDENTITY_LAB_DATA": "/e"], ["/e"]),
    ] as [(String?, [String: String], [String])])
  func order(flag: String?, environment: [String: String], folders: [String]) {
    #expect(DatasetLocator(dataFlag: flag, environment: environment).searchedFolders == folders)
  }

  @Test("what a named folder does not have is not taken from elsewhere")
  func onlyNamed() throws {
    let other = try DatasetFolder()
    let locator = DatasetLocator(dataFlag: folder.path, environment: ["IDENTITY_LAB_DATA": other.path])
    try other.writeIDX(.mnist, .train, labels: [1])
    try folder.writeIDX(.mnist, .test, labels: [3])
    #expect(try locator.open(.mnist, split: .test).labels == [3])
    #expect(!locator.has(.mnist, split: .train))
    #expect(locator.folder(of: .mnist) == "\(folder.path)/mnist")
    #expect(locator.folder(of: .fashion) == nil)
  }

  @Test("a named folder must be there and have a data set; the cache need not")
  func named() throws {
    try DatasetLocator(dataFlag: nil, environment: ["HOME": "/nowhere"]).requireNamedFolder()
    for (flag, environment, word) in [
      ("/nowhere", [:], "--data"), (nil, ["IDENTITY_LAB_DATA": "/nowhere"], "$IDENTITY_LAB_DATA"),
      (folder.path, [:], "mnist"),
    ] as [(String?, [String: String], String)] {
      let error = #expect(throws: LabError.self) {
        try DatasetLocator(dataFlag: flag, environment: environment).requireNamedFolder()
      }
      #expect(error?.exitCode == 66 && error?.description.contains(word) == true)
    }
    try folder.writeIDX(.mnist, .test, labels: [3])
    try DatasetLocator(dataFlag: folder.path, environment: [:]).requireNamedFolder()
  }

  @Test("a split is there when all its files are, plain or compressed")
  func presence() throws {
    let locator = folder.locator
    #expect(
      DatasetKind.allCases.allSatisfy { !locator.has($0, split: .train) && !locator.has($0, split: .test) })
    try folder.write(
      DatasetFolder.gzip(DatasetFolder.idxLabels([6])), "fashion-mnist/t10k-labels-idx1-ubyte.gz")
    #expect(!locator.has(.fashion, split: .test))
    try folder.write(
      DatasetFolder.idxImages(count: 1, height: 1, width: 1, [9]), "fashion-mnist/t10k-images-idx3-ubyte")
    #expect(locator.has(.fashion, split: .test))
    #expect(!locator.has(.fashion, split: .train))
    #expect(!locator.has(.mnist, split: .test))
    #expect(try locator.open(.fashion, split: .test).labels == [6])
  }

  @Test("a folder that has a file's name is no file")
  func folderForFile() throws {
    try folder.write([1], "cifar-10-batches-bin/test_batch.bin/inside")
    #expect(!folder.locator.has(.cifar10, split: .test))
  }

  @Test("of the training batches of CIFAR-10 those before the first missing one are read")
  func batches() throws {
    #expect(!folder.locator.has(.cifar10, split: .train))
    for batch in [1, 2, 5] {
      try folder.write(DatasetFolder.record(UInt8(batch)), "cifar-10-batches-bin/data_batch_\(batch).bin")
    }
    let part = try folder.locator.open(.cifar10, split: .train)
    #expect(part.labels == [1, 2] && part.name.hasSuffix("(train, 2 of its 5 files)"))
    #expect(folder.locator.identities.count == 2)
    for batch in 3...4 {
      try folder.write(DatasetFolder.record(UInt8(batch)), "cifar-10-batches-bin/data_batch_\(batch).bin")
    }
    let whole = try folder.locator.open(.cifar10, split: .train)
    #expect(whole.labels == [1, 2, 3, 4, 5] && whole.name.hasSuffix("(train)"))
    #expect(try folder.locator.open(.cifar10, split: .train, limit: 2).labels == [1, 2])
  }

  @Test("the labels of CIFAR-100 are the fine ones, of a hundred classes")
  func fineLabels() throws {
    let record = DatasetFolder.record(3)
    let records = [(19, 99), (0, 7)].flatMap { [UInt8($0), UInt8($1)] + record.dropFirst() }
    try folder.write(records, "cifar-100-binary/test.bin")
    let images = try folder.locator.open(.cifar100, split: .test)
    #expect(images.labels == [99, 7] && images.classCount == 100)
    #expect(try images.image(at: 1)[2, 31, 31] == 33.0 / 255)
    #expect(try ImageSpec(parsing: "cifar100:99").description == "cifar100:99")
    try folder.write(records + [0, 100] + record.dropFirst(), "cifar-100-binary/test.bin")
    let error = #expect(throws: LabError.self) { try folder.locator.open(.cifar100, split: .test) }
    #expect(error?.description.contains("labels 0 to 99") == true)
  }

  @Test("a limit takes the first images; one below 0 takes none")
  func limit() throws {
    try folder.writeIDX(.mnist, .train, labels: [3, 1, 4])
    let counts = try [-1, 0, 2, 3, 4, Int.max].map {
      try folder.locator.open(.mnist, split: .train, limit: $0).count
    }
    #expect(counts == [0, 0, 2, 3, 3, 3])
  }

  @Test("what is missing is named with the folders searched and the files expected")
  func missing() throws {
    let locator = DatasetLocator(dataFlag: folder.path, environment: ["HOME": "/nowhere"])
    let error = #expect(throws: LabError.self) { try locator.open(.fashion, split: .train) }
    #expect(error?.exitCode == 66)
    for word in [
      "fashion", "train", folder.path, "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte", ".gz", "fashion-mnist", "--data",
    ] {
      #expect(error?.description.contains(word) == true, "\(word)")
    }
  }

  @Test("a folder with only some of the files is named with those it lacks")
  func partial() throws {
    try folder.write(DatasetFolder.record(1), "cifar-10-batches-bin/data_batch_2.bin")
    let error = #expect(throws: LabError.self) { try folder.locator.open(.cifar10, split: .train) }
    #expect(
      error?.description.hasSuffix(
        "\(folder.path)/cifar-10-batches-bin lacks data_batch_1.bin, data_batch_3.bin, data_batch_4.bin, "
          + "data_batch_5.bin") == true)
  }

  @Test("without any folder to search the flag and the variable are named")
  func nowhere() {
    let error = #expect(throws: LabError.self) {
      try DatasetLocator(dataFlag: nil, environment: [:]).open(.mnist, split: .test)
    }
    #expect(error?.description.contains("--data or $IDENTITY_LAB_DATA") == true)
  }
}
