/// A part of a page that is only looked at when it is needed: sprites, and what refers to them.
struct PagePart: Encodable {
  /// The sprites.
  var chunks: [TileSprite]
  /// A run's answers, by family.
  var families: [String: FamilyAnswers<TileReference>]?
  /// What a net's layers do.
  var inputs: [LayerLook<TileReference>]?
  /// What else was measured of it.
  var panels: [RunPanel<TileReference>]?
}
