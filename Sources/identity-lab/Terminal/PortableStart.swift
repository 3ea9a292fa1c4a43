import Foundation
import LabBase
import Nets

/// Starts the program anew where `--portable` or its environment variable asks for the same bits on all processors.
///
/// What chooses its instructions by the processor chooses when a process starts: the C library's functions such as `exp`,
/// OpenBLAS, and the kernels. All of them are told by environment variables, which workers inherit.
enum PortableStart {
  /// The environment of a process whose results do not depend on the kind of processor.
  ///
  /// Source: the GNU C library's manual, "Hardware Capability Tunables"; OpenBLAS, "Runtime variables".
  private static var environment: [(name: String, value: String)] {
    #if arch(x86_64)
      let own = [
        ("GLIBC_TUNABLES", tunables(Environment.text("GLIBC_TUNABLES") ?? "")),
        ("OPENBLAS_CORETYPE", "Prescott"),
      ]
    #else
      let own = [("OPENBLAS_CORETYPE", "ARMV8")]
    #endif
    return [(InstructionSet.pinVariable, "1")] + own
  }

  /// The C library's tunables, those that are there and without the instructions for which its functions have variants
  /// that round differently.
  static func tunables(_ present: String) -> String {
    let (name, without) = ("glibc.cpu.hwcaps=", ["-AVX2", "-FMA", "-FMA4"])
    var parts = present.split(separator: ":").map(String.init)
    let place = parts.lastIndex { $0.hasPrefix(name) }
    let capabilities =
      place.map { parts.remove(at: $0).dropFirst(name.count).split(separator: ",").map(String.init) } ?? []
    parts.append(name + (capabilities + without.filter { !capabilities.contains($0) }).joined(separator: ","))
    return parts.joined(separator: ":")
  }

  /// Returns where the process is as it should be, and otherwise does not return.
  ///
  /// - Throws: `LabError.badConfiguration` for a value of the variable other than 0 and 1, `.unavailable` where the
  ///   program cannot be started.
  static func restart(_ arguments: [String]) throws(LabError) {
    let variable = Environment.text(InstructionSet.pinVariable) ?? "0"
    guard ["0", "1"].contains(variable) else {
      throw .badConfiguration(
        key: InstructionSet.pinVariable, found: "\"\(variable)\"",
        expected: "1 for the same bits everywhere, or 0")
    }
    guard variable == "1" || arguments.prefix(while: { $0 != "--" }).contains("--portable") else { return }
    guard environment.contains(where: { Environment.text($0.name) != $0.value }) else { return }
    for (name, value) in environment { setenv(name, value, 1) }
    var words = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &words)
    throw .unavailable(what: "the program itself", advice: String(cString: strerror(errno)))
  }
}
