import LabBase
import LabData
import LabImages
import Nets

/// The pictures of experiments: each file and data set is read once, each battery drawn once and only when it is asked
/// for; what is long in the finding and short in the saying is remembered from one process to the next.
final class DataLibrary {
  /// How many kinds of pictures are held, each within the limit.
  static let kinds = 5

  /// Where data sets are found.
  let locator: DatasetLocator
  /// Told the share done while a battery is drawn.
  var onDrawing: (Double) -> Void = { _ in }
  /// How many pictures are drawn at a time.
  var threads = 1

  private let copies: PictureStore?
  private let cache: DataCache
  private var files: BoundedCache<String, PictureBytes>
  private var keptFiles: BoundedCache<String, [PictureBytes]>
  private var trainingSets: BoundedCache<PictureRequest, TrainingSet>
  private var batteries: BoundedCache<DataRecipe, ProbeBattery>
  private var curves: BoundedCache<DataRecipe, [SimilarityInputs]>
  /// A plan needs no more of a battery than its digest.
  private var digests: [DataRecipe: String] = [:]
  private var facts: [PictureRequest: PictureFacts] = [:]
  /// How many batteries were drawn so far.
  private(set) var batteryCount = 0

  /// Makes a library.
  ///
  /// - Parameters:
  ///   - output: where copies of pictures and facts about data are kept; nil keeps none.
  ///   - limit: bytes of batteries that are held, and as many of each other kind of picture.
  init(locator: DatasetLocator, output: String?, limit: Int) {
    self.locator = locator
    copies = output.map(PictureStore.init)
    cache = DataCache(output: output, locator: locator)
    files = BoundedCache(limit: limit)
    keptFiles = BoundedCache(limit: limit)
    trainingSets = BoundedCache(limit: limit)
    batteries = BoundedCache(limit: limit)
    curves = BoundedCache(limit: limit)
  }

  /// Bytes of the batteries and of the training images that are held.
  var heldBytes: (batteries: Int, trainingSets: Int) { (batteries.size, trainingSets.size) }

  /// The picture files that a text names, as they were when this process first read them.
  ///
  /// - Throws: `LabError` where one cannot be read.
  func files(of spec: TrainingSpec) throws(LabError) -> [PictureBytes] {
    var found: [PictureBytes] = []
    for path in spec.files {
      let file = if let known = files[path] { known } else { try PictureBytes(reading: path) }
      files.insert(file, for: path, size: file.bytes.count)
      found.append(file)
    }
    return found
  }

  /// The copies of the files that a stored run's data were made of; nil where there are none.
  func keptFiles(of spec: TrainingSpec, dataDigest: String) -> [PictureBytes]? {
    if let known = keptFiles[dataDigest], known.map(\.path) == spec.files { return known }
    guard let found = copies?.files(spec.files, dataDigest: dataDigest) else { return nil }
    keptFiles.insert(found, for: dataDigest, size: found.reduce(0) { $0 + $1.bytes.count })
    return found
  }

  /// Loads training images once: a sweep of a thousand runs must not read its data set a thousand times.
  func trainingSet(_ request: PictureRequest) throws(LabError) -> TrainingSet {
    if let known = trainingSets[request] { return known }
    let training = try request.spec.load(from: locator, form: request.form, files: request.files)
    trainingSets.insert(training, for: request, size: training.byteCount)
    return training
  }

  /// Shape and number of training images, without reading them where it is known.
  func facts(_ request: PictureRequest) throws(LabError) -> PictureFacts {
    if let known = facts[request] { return known }
    let question = ["facts"] + request.texts
    let noted: PictureFacts? = cache[question]
    if let noted, noted.isPlausible {
      facts[request] = noted
      return noted
    }
    let training = try trainingSet(request)
    let found = PictureFacts(
      channels: training.shape.channels, height: training.shape.height, width: training.shape.width,
      count: training.count)
    facts[request] = found
    cache[question] = found
    return found
  }

  /// Digest of a battery, and of a whole set's images; nothing is drawn where it is known.
  func digest(_ recipe: DataRecipe) throws(LabError) -> String {
    if let known = digests[recipe] { return known }
    let noted: [String]? = cache[recipe.question("digest")]
    if let noted, noted.count == 1, noted[0].utf8.count == 64 {
      digests[recipe] = noted[0]
      return noted[0]
    }
    let digest = try digest(of: battery(recipe), recipe)
    digests[recipe] = digest
    cache[recipe.question("digest")] = [digest]
    return digest
  }

  /// The battery, drawn where it is not held.
  ///
  /// - Throws: `LabError.badData` where it has another digest than was noted, and what `ProbeBattery` throws.
  func battery(_ recipe: DataRecipe) throws(LabError) -> ProbeBattery {
    if let known = batteries[recipe] { return known }
    let training = try trainingSet(recipe.pictures)
    try CostEstimate.checkPictures(training.shape)
    let battery = try ProbeBattery(
      trainingImages: training.references, source: recipe.source, locator: locator, shape: training.shape,
      normalization: recipe.normalization, threads: threads, onProgress: onDrawing)
    batteryCount += 1
    if let noted = digests[recipe] {
      let drawn = try digest(of: battery, recipe)
      guard drawn == noted else {
        digests[recipe] = nil
        cache[recipe.question("digest")] = [String]?.none
        throw .badData(
          path: "the noted digest of \(recipe.pictures.spec) and its probes", expected: noted,
          found: "\(drawn); the note is removed, run the command again")
      }
    }
    let size = battery.sets.reduce(0) { $0 + $1.inputs.values.count } * MemoryLayout<Float>.stride
    batteries.insert(battery, for: recipe, size: size)
    return battery
  }

  /// The inputs of known correlation with the training image; none around an image without contrast, where
  /// correlation is undefined.
  func curve(_ recipe: DataRecipe) throws(LabError) -> [SimilarityInputs] {
    if let known = curves[recipe] { return known }
    let training = try trainingSet(recipe.pictures)
    let image = recipe.normalization.standardize(training.references[0])
    let curve = (try? SimilarityProtocol().inputs(around: image, shape: training.shape)) ?? []
    let size = curve.reduce(0) { $0 + $1.inputs.values.count } * MemoryLayout<Float>.stride
    curves.insert(curve, for: recipe, size: size)
    return curve
  }

  private func digest(of battery: ProbeBattery, _ recipe: DataRecipe) throws(LabError) -> String {
    let parts = [battery.digest] + (try trainingSet(recipe.pictures).digest.map { [$0] } ?? [])
    return parts.count == 1 ? parts[0] : Digest.sha256(Array(parts.joined().utf8))
  }
}
