/// Which values the tiles of a picture draw as their darkest and lightest, by its word in recipes.
package enum TileRange: String, CaseIterable, Codable, Sendable {
  /// 0 and 1, what pixels lie in; what lies outside is clipped.
  case pixels
  /// Each tile's own least and greatest value: what is in a pale answer is seen, how pale it is not.
  case each
}
