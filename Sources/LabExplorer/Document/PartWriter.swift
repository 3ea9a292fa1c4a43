import Foundation
import LabBase

/// Puts parts into a page as long as its budget lasts, and into the folder beside it from then on.
struct PartWriter {
  /// A part in the page.
  struct Entry {
    /// Its name, of letters, digits and dashes.
    let name: String
    /// Its content, to be embedded.
    let json: String
  }

  /// The parts in the page.
  private(set) var inPage: [Entry] = []
  /// The names of those beside it.
  private(set) var namesBeside: [String] = []
  /// Bytes of the files beside it.
  private(set) var bytesBeside = 0

  private var shelf = SpriteShelf()
  private var room: Int
  private let target: PageTarget
  private var staging: ScratchFolder?

  /// Begins with so many bytes left in the page.
  init(_ target: PageTarget, budget: Int) {
    self.target = target
    room = budget
  }

  /// Puts a part into the page, or beside it.
  ///
  /// - Parameters:
  ///   - sprites: its own.
  ///   - others: where those are that other parts have.
  ///   - shared: whether a sprite that another part has already is not held again; without, the part stands by itself.
  ///   - content: the part, of where all sprites are.
  /// - Returns: where its sprites are.
  /// - Throws: `LabError` where a file cannot be written.
  @discardableResult
  mutating func add(
    _ name: String, _ sprites: [TileSprite], others: SpriteShelf.Places = SpriteShelf.Places(),
    shared: Bool = true,
    content: ([TileSprite], (TileReference) -> TileReference) -> PagePart
  ) throws(LabError) -> SpriteShelf.Places {
    let (new, own) = shelf.take(sprites, for: name, shared: shared)
    let places = own.and(others)
    let json = PageText.json(content(new) { places.place($0, in: name) })
    if json.utf8.count <= room {
      room -= json.utf8.count
      inPage.append(Entry(name: name, json: json))
    } else {
      let text = "identityLab.part(\"\(name)\", \(json));\n"
      try AtomicFile.write(text, to: stagingFolder() + "/\(name).js")
      namesBeside.append(name)
      bytesBeside += text.utf8.count
    }
    return places
  }

  /// Lets the folder beside the page take its place.
  ///
  /// - Throws: `LabError.inputOutput` where it cannot.
  mutating func finish() throws(LabError) {
    let files = FileManager.default
    do {
      if files.fileExists(atPath: target.folder) { try files.removeItem(atPath: target.folder) }
      if let staging {
        // A scratch folder is its owner's alone; what is beside a page is for whoever reads that.
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: staging.path)
        try files.moveItem(atPath: staging.path, toPath: target.folder)
        self.staging = nil
      }
    } catch {
      throw .inputOutput(
        path: target.folder, operation: "replacing the folder", reason: error.localizedDescription)
    }
  }

  /// Removes what was written so far.
  mutating func abandon() {
    staging?.remove()
    staging = nil
  }

  private mutating func stagingFolder() throws(LabError) -> String {
    if let staging { return staging.path }
    let made = try ScratchFolder(in: target.parent, prefix: target.folderName)
    staging = made
    return made.path
  }
}
