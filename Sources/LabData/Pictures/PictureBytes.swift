import LabBase
import LabImages

/// A picture file as it was when it was read.
package struct PictureBytes: Equatable, Sendable {
  /// The path that SPECs name it by, which need not be where it was read from.
  package let path: String
  /// The file's content.
  package let bytes: [UInt8]
  /// The content's SHA-256, 64 hex digits.
  package let digest: String
  /// What kind of picture it is.
  package let kind: PictureFile

  /// Reads a file.
  ///
  /// - Parameter place: where it lies; nil where `path` says.
  /// - Throws: as `PictureFile.bytes`.
  package init(reading path: String, at place: String? = nil) throws(LabError) {
    self.path = path
    bytes = try PictureFile.bytes(place ?? path)
    digest = Digest.sha256(bytes)
    kind = try PictureFile.kind(of: bytes, name: path)
  }

  /// The picture.
  ///
  /// - Throws: as `PictureFile.read`.
  func image() throws(LabError) -> Image { try PictureFile.read(bytes: bytes, name: path) }

  /// A name that tells the content: its digest, with the usual ending of its kind.
  var fileName: String { "\(digest).\(kind.suffixes[0])" }
}
