import LabBase

/// The sprites of a page's parts, of which equal ones are held once.
struct SpriteShelf {
  /// Where the sprites of one part went: from its own numbers to those of the page.
  struct Places {
    fileprivate var found: [Int: (id: Int, part: String)] = [:]

    /// A reference as it stands in a part.
    func place(_ reference: TileReference, in part: String) -> TileReference {
      guard let place = found[reference.sprite] else { return reference }
      return TileReference(
        sprite: place.id, tile: reference.tile, part: place.part == part ? nil : place.part)
    }

    /// These and others.
    func and(_ others: Places) -> Places {
      Places(found: found.merging(others.found) { first, _ in first })
    }
  }

  private var known: [String: (id: Int, part: String)] = [:]
  private var next = 0

  /// Takes sprites in for a part.
  ///
  /// - Parameter shared: whether one that another part has already is not held again.
  /// - Returns: those that no part has yet, under new numbers, and where all of them are.
  mutating func take(
    _ sprites: [TileSprite], for part: String, shared: Bool
  ) -> (new: [TileSprite], places: Places) {
    var (new, places) = ([TileSprite](), Places())
    for var sprite in sprites {
      let local = sprite.id
      sprite.id = 0
      let digest = Digest.sha256(Array(CanonicalJSON.compact(sprite).utf8))
      if shared, let place = known[digest] {
        places.found[local] = place
        continue
      }
      sprite.id = next
      known[digest] = (next, part)
      places.found[local] = (next, part)
      next += 1
      new.append(sprite)
    }
    return (new, places)
  }
}
