import ArgumentParser

/// Whether all processors are to give the same bits.
struct PortableOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Use only instructions that every processor has, so that a mixed cluster gives the same bytes.",
      discussion: "Slower by a factor of some two to five. IDENTITY_LAB_PORTABLE=1 says it for all commands.")
  )
  var portable = false
}
