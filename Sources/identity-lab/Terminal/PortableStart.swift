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
  private static let environment: [(name: String, value: String)] = {
    #if arch(x86_64)
      // The library's variants for these are the ones that round differently.
      let tunables = ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4")
      let core = "Prescott"
    #else
      let tunables = ("GLIBC_TUNABLES", "")
      let core = "ARMV8"
    #endif
    return [(InstructionSet.pinVariable, "1"), tunables, ("OPENBLAS_CORETYPE", core)].filter { !$0.1.isEmpty }
  }()

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
