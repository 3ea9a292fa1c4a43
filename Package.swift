// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "IdentityLab",
  products: [
    .executable(name: "identity-lab", targets: ["identity-lab"]),
    .library(name: "Nets", targets: ["Nets"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Faces of the system libraries: a module map and one header each; libpng and libjpeg also need a little C for
    // setjmp.
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .systemLibrary(name: "CCairo"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "COpenBLAS"),

    // The program, lowest level first: a target uses those above it here, never one below.
    .target(name: "CNetKernels", exclude: ["README.md"]),
    .target(name: "CMachineProbe"),
    .target(name: "CInterruptSignal"),
    .target(
      name: "Nets", dependencies: ["CNetKernels", "COpenBLAS"],
      exclude: ["README.md", "Kernels/README.md"]),

    // The floor that laboratories stand on.
    .target(
      name: "LabBase", dependencies: ["CCrypto", .product(name: "Yams", package: "Yams")],
      exclude: ["README.md"]),
    .target(name: "LabStatistics", dependencies: ["Nets"], exclude: ["README.md"]),
    .target(name: "LabImages", dependencies: ["LabBase", "Nets", "CPNG", "CJPEG"], exclude: ["README.md"]),
    .target(
      name: "LabData", dependencies: ["LabImages", "LabBase", "Nets", "CZlib"], exclude: ["README.md"]),
    .target(name: "LabDrawing", dependencies: ["LabImages", "LabBase", "CCairo"], exclude: ["README.md"]),
    .target(
      name: "LabRuns",
      dependencies: ["LabBase", "Nets", .product(name: "Logging", package: "swift-log")],
      exclude: ["README.md"]),
    .target(
      name: "LabSweeps",
      dependencies: [
        "LabRuns", "LabStatistics", "LabBase", "Nets",
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      exclude: ["README.md"]),
    .target(
      name: "LabIndex",
      dependencies: ["LabSweeps", "LabRuns", "LabBase", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["README.md"]),
    .target(
      name: "LabFigures",
      dependencies: [
        "LabSweeps", "LabRuns", "LabDrawing", "LabStatistics", "LabImages", "LabBase", "Nets",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["README.md"],
      resources: [.embedInCode("Pages/figure-index.mustache")]),

    .target(
      name: "LabExplorer",
      dependencies: [
        "LabFigures", "LabSweeps", "LabRuns", "LabImages", "LabBase", "Nets",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["README.md"],
      resources: [
        "explorer.css", "explorer.mustache", "help.js", "main.js", "shell.js", "views.css",
        "base/data.js", "base/dom.js", "base/export.js", "base/filter.js", "base/neighbours.js",
        "base/parts.js", "base/pins.js", "base/printing.js", "base/state.js", "compare/answers.js",
        "compare/compare.js", "curves/courses.js", "curves/curves.js", "curves/groups.js",
        "drawing/colours.js", "drawing/glance.js", "drawing/images.js", "drawing/plots.js",
        "drawing/scales.js", "map/cellpanel.js", "map/cells.js", "map/map.js", "map/mapgrid.js",
        "map/maplegend.js", "map/mapticks.js", "run/layers.js", "run/lens.js", "run/panels.js",
        "run/run.js", "run/runhead.js", "table/columns.js", "table/parallel.js", "table/table.js",
        "wall/blink.js", "wall/wall.js", "wall/wallreadout.js", "wall/wallrow.js",
        "wall/wallsheet.js",
      ].map { .embedInCode("Page/\($0)") }),

    // The laboratories.
    .target(
      name: "IdentityLab",
      dependencies: [
        "LabExplorer", "LabFigures", "LabRuns", "LabDrawing", "LabData", "LabImages", "LabStatistics",
        "LabBase",
        "Nets", "CMachineProbe", "COpenBLAS",
      ],
      exclude: ["README.md"]),
    .target(
      name: "MemorisationLab",
      dependencies: [
        "LabExplorer", "LabFigures", "LabRuns", "LabDrawing", "LabData", "LabImages", "LabBase", "Nets",
      ],
      exclude: ["README.md"]),

    // The figures' recipes, carried inside the program so that it draws them from any folder.
    .target(
      name: "FigureRecipes", path: "Figures", exclude: ["README.md"],
      resources: [
        "attractor", "capacity", "channels", "cifar-cnn", "cifar-fcn", "cnn-depth", "convex", "corruption",
        "diffusion", "early-stopping",
        "fcn-depth", "filter-size", "full-dataset", "image-size-test", "image-size-train", "initialisation",
        "layer-error", "layers", "lazy-rich", "literal", "optimisers", "phase", "randomisation",
        "regularisers", "resnet-skip",
        "similarity", "smoke", "tangent-kernel", "theorem-1", "theorem-2", "three-examples",
        "training-images", "trajectory", "two-examples",
        "width",
      ].map { .embedInCode("\($0).yaml") }),
    .executableTarget(
      name: "identity-lab",
      dependencies: [
        "FigureRecipes", "IdentityLab", "MemorisationLab", "LabExplorer", "LabFigures", "LabIndex",
        "LabSweeps", "LabRuns",
        "LabDrawing", "LabData", "LabImages", "LabBase", "Nets", "CInterruptSignal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),

    // Tests mirror the targets they test. TestSupport is for all of them, ToyLab a laboratory without a net.
    .target(name: "TestSupport", dependencies: ["LabBase", "Nets"], path: "Tests/TestSupport"),
    .target(
      name: "LabDataSupport", dependencies: ["LabData", "CZlib"], path: "Tests/LabDataSupport"),
    .target(
      name: "JPEGEncoder", path: "Tests/JPEGEncoder", linkerSettings: [.linkedLibrary("jpeg")]),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .target(
      name: "ToyLab",
      dependencies: ["LabExplorer", "LabFigures", "LabRuns", "LabDrawing", "LabImages", "LabBase", "Nets"],
      path: "Tests/ToyLab"),
    .testTarget(
      name: "NetsTests", dependencies: ["CNetKernels", "Nets", "TestSupport", "AllocationCounter"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "LabBaseTests", dependencies: ["LabBase", "TestSupport"]),
    .testTarget(
      name: "LabStatisticsTests", dependencies: ["LabStatistics", "LabBase", "Nets", "TestSupport"]),
    .testTarget(
      name: "LabImagesTests",
      dependencies: [
        "LabImages", "LabStatistics", "LabBase", "Nets", "CZlib", "JPEGEncoder", "TestSupport",
      ]),
    .testTarget(
      name: "LabDataTests",
      dependencies: [
        "LabData", "LabImages", "LabStatistics", "LabBase", "Nets", "LabDataSupport", "TestSupport",
      ]),
    .testTarget(
      name: "LabDrawingTests", dependencies: ["LabDrawing", "LabImages", "LabBase", "TestSupport"]),
    .testTarget(
      name: "LabRunsTests", dependencies: ["LabRuns", "LabBase", "Nets", "ToyLab", "TestSupport"]),
    .testTarget(
      name: "LabSweepsTests",
      dependencies: ["LabSweeps", "LabRuns", "LabBase", "Nets", "ToyLab", "TestSupport"]),
    .testTarget(
      name: "LabIndexTests",
      dependencies: [
        "LabIndex", "LabSweeps", "LabRuns", "LabBase", "ToyLab", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "LabFiguresTests",
      dependencies: [
        "LabFigures", "LabSweeps", "LabRuns", "LabDrawing", "LabBase", "Nets", "ToyLab", "TestSupport",
      ]),
    .testTarget(
      name: "LabExplorerTests",
      dependencies: [
        "LabExplorer", "LabSweeps", "LabRuns", "LabImages", "LabBase", "ToyLab", "TestSupport",
      ]),
    .testTarget(
      name: "IdentityLabTests",
      dependencies: [
        "FigureRecipes", "IdentityLab", "LabFigures", "LabSweeps", "LabRuns", "LabDrawing", "LabData",
        "LabImages", "LabStatistics", "LabBase", "Nets", "LabDataSupport", "TestSupport",
      ]),
    .testTarget(
      name: "MemorisationLabTests",
      dependencies: [
        "FigureRecipes", "MemorisationLab", "LabFigures", "LabSweeps", "LabRuns", "LabDrawing", "LabData",
        "LabBase", "Nets", "LabDataSupport", "TestSupport",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "IdentityLab", "MemorisationLab", "LabFigures", "LabSweeps", "LabRuns", "LabDrawing", "LabData",
        "LabImages", "LabBase", "Nets", "JPEGEncoder", "TestSupport", "identity-lab",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("Help")]),
  ]
)
