import ArgumentParser

/// Whether all processors are to give the same bits.
struct PortableOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Use only instructions that every processor has, so that a mixed cluster gives the same bytes.",
      discussion: "Some 1.5 to 3 times slower than AVX-512. IDENTITY_LAB_PORTABLE=1 says it for all commands."
    )
  )
  var portable = false
}
