import LabBase
import Testing

@testable import LabExplorer

@Suite("The page's program")
struct PageScriptTests {
  @Test("modules stand behind those that they need")
  func modulesStandBehindThoseThatTheyNeed() throws {
    let text = try PageScript.joined([
      PageScript.Module(
        path: "main.js", text: "import { b } from \"./base/b.js\";\nb();\n"),
      PageScript.Module(path: "base/a.js", text: "export const a = 1;\n"),
      PageScript.Module(
        path: "base/b.js", text: "import { a } from \"./a.js\";\n\nexport function b() {\n  return a;\n}\n"),
    ])
    #expect(
      text == """
        // base/a.js
        const a = 1;

        // base/b.js
        function b() {
          return a;
        }

        // main.js
        b();

        """)
  }

  @Test(arguments: [
    "import { c } from \"./c.js\";\n", "import c from \"./base/a.js\";\n", "import \"./base/a.js\";\n",
    "import { a } from \"./a.js\";\n",
    "import { a } from \"https://example.org/a.js\";\n",
    "import { main } from \"./main.js\";\n", "const s = \"</script>\";\n", "const s = \"<!--\";\n",
  ])
  func whatCannotBeJoinedIsAnError(_ text: String) {
    let modules = [
      PageScript.Module(path: "main.js", text: text),
      PageScript.Module(path: "base/a.js", text: "export const a = 1;\n"),
    ]
    #expect(throws: LabError.self) { try PageScript.joined(modules) }
  }

  /// The page's own modules: no name at the top level of two of them, for all share one scope.
  @Test("the page has no name twice")
  func thePageHasNoNameTwice() throws {
    var owners: [String: String] = [:]
    let pattern = /^(?:export )?(?:async )?(?:const|let|function\*?|class) ([A-Za-z_$][\w$]*)/
    for module in PageResources.modules {
      for line in module.text.split(separator: "\n") {
        guard let match = line.firstMatch(of: pattern) else { continue }
        let name = String(match.1)
        #expect(owners[name] == nil, "\(name) in \(owners[name] ?? "") and \(module.path)")
        owners[name] = module.path
      }
    }
    #expect(owners.count > 50)
    #expect(try PageScript.joined(PageResources.modules).contains("// main.js"))
  }
}
