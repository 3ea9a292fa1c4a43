import Foundation
import LabBase

/// The page's program: modules, written as such, in one script.
///
/// A module imports names of others by lines `import { a, b } from "../base/other.js";` and marks its own by `export ` at the
/// beginning of a line. Joined, each stands behind those that it imports from; the import lines and the word `export`
/// go, for all names are in one scope then. A file can thus be read, and tested, by itself.
package enum PageScript {
  /// A module.
  package struct Module {
    /// The file's path in the folder of the page, such as `map/cells.js`.
    package let path: String
    /// Its text.
    package let text: String

    /// Names a text.
    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// Joins modules.
  ///
  /// - Parameter modules: in any order; those that depend on none come in this one.
  /// - Throws: `LabError.badData` naming the module that imports from an unknown one or in a circle, whose import is of
  ///   another form, or that has a text that would end a script element.
  package static func joined(_ modules: [Module]) throws(LabError) -> String {
    var (texts, done, open) = ([String](), Set<String>(), Set<String>())
    func visit(_ module: Module) throws(LabError) {
      guard !done.contains(module.path) else { return }
      guard open.insert(module.path).inserted else {
        throw .badData(path: module.path, expected: "imports without a circle", found: "one through itself")
      }
      var lines: [Substring] = []
      for line in module.text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard line.hasPrefix("import ") else {
          lines.append(line.hasPrefix("export ") ? line.dropFirst("export ".count) : line)
          continue
        }
        guard let path = imported(line, by: module.path),
          let other = modules.first(where: { $0.path == path })
        else {
          throw .badData(
            path: module.path, expected: "import { names } from \"./module.js\"; of a module of the page",
            found: String(line))
        }
        try visit(other)
      }
      let text = "// \(module.path)\n" + lines.joined(separator: "\n").trimmed
      guard PageText.isEmbeddable(script: text) else {
        throw .badData(path: module.path, expected: "no </script and no <!--", found: "one of them")
      }
      texts.append(text)
      done.insert(module.path)
    }
    for module in modules { try visit(module) }
    return texts.joined(separator: "\n\n") + "\n"
  }

  /// The path of the module that a line imports from; nil of a line of another form.
  private static func imported(_ line: Substring, by importer: String) -> String? {
    let words = line.split(separator: "\"")
    guard words.count == 3, words[0].hasPrefix("import {"), words[0].hasSuffix("} from "),
      words[1].hasPrefix("."),
      words[2] == ";"
    else { return nil }
    let folder = URL(fileURLWithPath: "/" + importer).deletingLastPathComponent()
    return String(folder.appendingPathComponent(String(words[1])).standardizedFileURL.path.dropFirst())
  }
}
