import LabData
import LabImages

/// Training pictures as settings name them: which ones, in what form, and the content of those that are files.
struct PictureRequest: Hashable {
  /// Which pictures.
  let spec: TrainingSpec
  /// Part, colours and size.
  let form: PictureForm
  /// The files among them, as they were read.
  let files: [PictureBytes]

  /// All that the pictures depend on, data sets aside.
  var texts: [String] {
    let size =
      switch form.size {
      case nil: ""
      case .longerSide(let side): "\(side)"
      case .exact(let height, let width): "\(height)x\(width)"
      }
    return [spec.description, form.crop?.description ?? "", "\(form.isGray)", size] + files.map(\.digest)
  }

  /// Whether the pictures are the same ones.
  static func == (one: PictureRequest, other: PictureRequest) -> Bool { one.texts == other.texts }

  /// Counts what tells the pictures.
  func hash(into hasher: inout Hasher) { hasher.combine(texts) }
}
