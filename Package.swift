// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "IdentityLab",
  products: [
    .executable(name: "identity-lab", targets: ["identity-lab"]),
    .library(name: "IdentityLab", targets: ["IdentityLab"]),
    .library(name: "Nets", targets: ["Nets"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Faces of the system libraries: a module map and one header each; libpng also needs a little C for setjmp.
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .systemLibrary(name: "CCairo"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "COpenBLAS"),

    // The program, lowest level first.
    .target(name: "CNetKernels", exclude: ["README.md"]),
    .target(name: "CMachineProbe"),
    .target(
      name: "Nets", dependencies: ["CNetKernels", "COpenBLAS"],
      exclude: ["README.md", "Kernels/README.md"]),
    .target(
      name: "IdentityLab",
      dependencies: [
        "Nets", "CMachineProbe", "COpenBLAS", "CPNG", "CCairo", "CZlib", "CCrypto",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["README.md"],
      resources: [.embedInCode("Report/figure-index.mustache")]),
    // The figures' recipes, carried inside the program so that it draws them from any folder.
    .target(
      name: "FigureRecipes", path: "Figures", exclude: ["README.md"],
      resources: [
        "channels", "cifar-cnn", "cifar-fcn", "cnn-depth", "fcn-depth", "filter-size", "full-dataset",
        "image-size-test", "image-size-train", "initialisation", "layer-error", "layers", "optimisers",
        "phase", "resnet-skip", "similarity", "smoke", "theorem-1", "theorem-2", "three-examples",
        "two-examples", "width",
      ].map { .embedInCode("\($0).yaml") }),
    .executableTarget(
      name: "identity-lab",
      dependencies: [
        "FigureRecipes", "IdentityLab", "Nets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests mirror the modules they test.
    .target(name: "TestSupport", dependencies: ["Nets", "IdentityLab"], path: "Tests/TestSupport"),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .testTarget(
      name: "NetsTests", dependencies: ["CNetKernels", "Nets", "TestSupport", "AllocationCounter"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "IdentityLabTests", dependencies: ["FigureRecipes", "IdentityLab", "Nets", "TestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["IdentityLab", "TestSupport", "identity-lab"]),
  ]
)
