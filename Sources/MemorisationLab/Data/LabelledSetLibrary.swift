import LabBase
import LabData
import LabImages
import LabRuns
import Nets

/// Labelled sets, each read once, and their digests.
final class LabelledSetLibrary {
  /// Where data sets are found.
  let locator: DatasetLocator

  private var sets: BoundedCache<String, LabelledImages>
  private var digests: [LabelledSetSpec: String] = [:]

  /// Makes a library.
  ///
  /// - Parameter limit: bytes of images that are held; a larger set is held alone.
  init(locator: DatasetLocator, limit: Int) {
    self.locator = locator
    sets = BoundedCache(limit: limit)
  }

  /// The images of a set, shrunk by a whole factor.
  ///
  /// - Parameter key: name of the setting in errors.
  /// - Throws: what `LabelledSetSpec.load` throws.
  func images(
    _ spec: LabelledSetSpec, shrunkBy factor: Int = 1, key: SettingKey
  ) throws(LabError) -> LabelledImages {
    let name = "\(spec) / \(factor)"
    if let known = sets[name] { return known }
    var images = try spec.load(from: locator, key: key.rawValue)
    if factor > 1 {
      let (height, width) = (images.shape.height / factor, images.shape.width / factor)
      images = try images.formed(PictureForm(size: .exact(height: height, width: width)))
    }
    sets.insert(images, for: name, size: images.count * images.shape.count)
    return images
  }

  /// What a set is known by: the SHA-256 of the digests of its pixels and of its labels.
  func digest(_ spec: LabelledSetSpec, key: SettingKey) throws(LabError) -> String {
    if let known = digests[spec] { return known }
    let images = try images(spec, key: key)
    let digest = Digest.sha256(Array((images.digest + Digest.sha256(images.labels)).utf8))
    digests[spec] = digest
    return digest
  }
}
