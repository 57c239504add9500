// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours compiles in Swift 6 mode with warnings as errors; the flags do not touch dependencies.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let flyingSocks: Target.Dependency = .product(name: "FlyingSocks", package: "FlyingFox")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    // Linux alone: the transport waits with epoll, the simulator and the run folder know Glibc. A package cannot exclude
    // a platform; naming none promises none.
    name: "railgauge",
    products: [
        .executable(name: "railgauge", targets: ["railgauge"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // C: system libraries through module maps, and what is shipped as data.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CShipped"),
        .target(name: "CTextModel"),

        // The rooms, in the order of the walk; a dependency that is not listed here does not build.
        .target(name: "Formats", dependencies: ["CCrypto", "CShipped", "Yams"], swiftSettings: house),
        .target(name: "Trials", dependencies: ["Formats"], swiftSettings: house),
        .target(name: "Suites", dependencies: ["Formats", "Trials"], swiftSettings: house),
        .target(name: "Vendors", dependencies: ["Formats", "Trials"], swiftSettings: house),
        .target(name: "Studies", dependencies: ["Formats", "Trials", "Suites", "Vendors"], swiftSettings: house),
        .target(name: "Dialects", dependencies: ["Formats", "Trials", "Vendors"], swiftSettings: house),
        .target(name: "Transport", dependencies: ["Formats", "Trials", "CCurl", httpTypes], swiftSettings: house),
        .target(
            name: "Attempts", dependencies: ["Formats", "Trials", "Dialects", "Transport", httpTypes, subprocess],
            swiftSettings: house),
        .target(
            name: "Classifier", dependencies: ["Formats", "Trials", "Vendors", "CTextModel"], swiftSettings: house),
        .target(name: "Statistics", swiftSettings: house),
        .target(name: "Access", dependencies: ["Formats", "Trials", "Statistics"], swiftSettings: house),
        .target(
            name: "Runs",
            dependencies: ["Formats", "Trials", "Classifier", "Statistics", "Access", "CSQLite", grdb, grdbSQLite],
            swiftSettings: house),
        .target(
            name: "Reports", dependencies: ["Formats", "Trials", "Statistics", "Access", "CZlib", mustache],
            swiftSettings: house),
        .target(
            name: "Ingest",
            dependencies: ["Formats", "Trials", "Suites", "Dialects", "Classifier", "Statistics", "CZlib", "CZstd"],
            swiftSettings: house),
        .target(name: "Tries", dependencies: ["Formats", "Trials", "Suites", "Statistics"], swiftSettings: house),
        .target(name: "Simulator", dependencies: ["Formats", "Trials", "Yams", flyingSocks], swiftSettings: house),
        .executableTarget(
            name: "railgauge",
            dependencies: [
                "Formats", "Trials", "Suites", "Studies", "Dialects", "Transport", "Attempts", "Classifier", "Runs",
                "Statistics", "Access", "Reports", "Simulator", "Tries", "Ingest", "Vendors",
                argumentParser,
            ],
            swiftSettings: house),

        .target(
            name: "TestSupport", dependencies: ["Formats", "Trials", "Runs", "Classifier"], path: "Tests/TestSupport",
            swiftSettings: house),
        .target(
            name: "TestInputs", dependencies: ["Formats", "Trials", "Suites", "Studies"], path: "Tests/TestInputs",
            swiftSettings: house),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "TestInputs"], swiftSettings: house),
        .testTarget(name: "TrialsTests", dependencies: ["Formats", "Trials", "TestInputs"], swiftSettings: house),
        .testTarget(
            name: "SuitesTests", dependencies: ["Formats", "Trials", "Suites", "TestInputs"], swiftSettings: house),
        .testTarget(
            name: "StudiesTests", dependencies: ["Formats", "Trials", "Suites", "Studies", "Vendors", "TestInputs"],
            swiftSettings: house),
        .testTarget(
            name: "DialectsTests", dependencies: ["Dialects", "Formats", "Trials", "Vendors"], swiftSettings: house),
        .testTarget(name: "TransportTests", dependencies: ["Transport", "Trials", httpTypes], swiftSettings: house),
        .testTarget(
            name: "ClassifierTests",
            dependencies: ["Classifier", "CTextModel", "Dialects", "Formats", "Trials", "Vendors"],
            swiftSettings: house),
        .testTarget(
            name: "RunsTests", dependencies: ["Runs", "Formats", "Trials", "TestSupport", "Classifier", grdb],
            swiftSettings: house),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: house),
        .testTarget(name: "AccessTests", dependencies: ["Access", "Statistics", "Trials"], swiftSettings: house),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Access", "Statistics", "Formats", "Studies", "Trials", "CZlib", "TestSupport"],
            exclude: ["Golden"], swiftSettings: house),
        .testTarget(
            name: "IngestTests",
            dependencies: ["Ingest", "Formats", "Statistics", "Suites", "Trials", "CZlib", "CZstd"],
            swiftSettings: house),
        .testTarget(
            name: "TriesTests", dependencies: ["Tries", "Formats", "Trials", "Suites", "Studies"], swiftSettings: house),
        .testTarget(name: "SimulatorTests", dependencies: ["Simulator", "Formats", "Trials"], swiftSettings: house),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "railgauge", "Attempts", "Classifier", "Formats", "Trials", "Suites", "Studies", "Runs", "Reports",
                "Simulator",
                "Statistics", "TestSupport", "Vendors",
            ],
            swiftSettings: house),
    ]
)
