import LabImages

/// One probe picture before standardisation, with what it shows.
struct Probe {
  /// What the picture shows, for example `digit 3`.
  let label: String
  /// Index of the class or shape the picture belongs to.
  let kind: Int
  /// The picture in the battery's channels and size.
  let image: Image
}
