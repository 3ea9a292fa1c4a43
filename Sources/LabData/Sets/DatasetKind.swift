/// A public data set that the lab can read from a folder.
package enum DatasetKind: String, CaseIterable, Codable, Sendable {
  /// Handwritten digits, 1×28×28 (LeCun, Cortes, Burges 1998), in IDX files.
  case mnist
  /// Garments of ten classes, 1×28×28 (Xiao et al. 2017, arXiv 1708.07747), in IDX files.
  case fashion
  /// Coloured objects of ten classes, 3×32×32 (Krizhevsky 2009), in the binary batches.
  case cifar10
  /// Coloured objects of a hundred classes, 3×32×32 (Krizhevsky 2009), in the binary version; labels are the fine ones.
  case cifar100

  /// Number of classes; labels run from 0 to one less.
  package var classCount: Int { self == .cifar100 ? 100 : LabelledImages.usualClassCount }

  /// Name of the data set's folder inside a data folder.
  package var folderName: String {
    switch self {
    case .mnist: "mnist"
    case .fashion: "fashion-mnist"
    case .cifar10: "cifar-10-batches-bin"
    case .cifar100: "cifar-100-binary"
    }
  }

  /// The files of a split under their original names; IDX files are images, then labels.
  package func fileNames(of split: DatasetSplit) -> [String] {
    switch (self, split) {
    case (.cifar10, .train): (1...5).map { "data_batch_\($0).bin" }
    case (.cifar10, .test): ["test_batch.bin"]
    case (.cifar100, .train): ["train.bin"]
    case (.cifar100, .test): ["test.bin"]
    case (.mnist, .train), (.fashion, .train): ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]
    case (.mnist, .test), (.fashion, .test): ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
    }
  }

  /// How many of a split's files must be there, counted from the first.
  ///
  /// The batches of CIFAR-10 are whole by themselves, and an image has the same number without those that follow.
  func requiredFileCount(of split: DatasetSplit) -> Int {
    self == .cifar10 ? 1 : fileNames(of: split).count
  }

  /// What may follow a file's name, preferred first: a plain file needs no inflating.
  var fileSuffixes: [String] {
    switch self {
    case .mnist, .fashion: ["", ".gz"]
    case .cifar10, .cifar100: [""]
    }
  }
}
