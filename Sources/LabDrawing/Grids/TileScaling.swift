import LabBase

/// Which values a picture's tiles draw as their darkest and lightest.
///
/// Whatever is chosen is stated on the picture.
package enum TileScaling: Equatable, Sendable {
  /// One given range for all tiles; what lies outside is clipped and the share of it stated.
  case fixed(ValueRange)
  /// One range for all tiles, from the smallest to the largest value of any.
  case shared
  /// Each tile from its own smallest to its own largest value: shapes compare, brightness does not.
  case each
  /// One range −m … m for all tiles around 0, m the largest magnitude, with the diverging map.
  case signed
}
