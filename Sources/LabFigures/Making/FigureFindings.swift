/// The page of findings that is asked for with figures.
package struct FigureFindings {
  /// Where it goes.
  let path: String
  /// The command that makes it, without folders.
  let command: String

  /// Asks for a page.
  ///
  /// - Parameter command: the command that makes it, without folders.
  package init(path: String, command: String) {
    self.path = path
    self.command = command
  }
}
