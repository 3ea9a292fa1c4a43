import LabImages

/// What nets are asked about, as a page shows it.
package struct ShownInputs {
  /// Images of one kind.
  package struct Family {
    /// Its name in files and in the page's address.
    package let key: String
    /// Its name for readers.
    package let title: String
    /// What each image is.
    package let names: [String]
    /// The images, pixels from 0 to 1, as many as names.
    package let images: [Image]

    /// Gathers them.
    package init(key: String, title: String, names: [String], images: [Image]) {
      precondition(names.count == images.count, "\(images.count) images with \(names.count) names")
      self.key = key
      self.title = title
      self.names = names
      self.images = images
    }
  }

  /// The families in their order.
  package let families: [Family]
  /// The image that was trained on, with its name; nil where there is not one.
  package let training: (image: Image, name: String)?

  /// Gathers them.
  package init(families: [Family], training: (image: Image, name: String)?) {
    self.families = families
    self.training = training
  }
}
