// swift-tools-version: 6.2
import PackageDescription

/// The fuzzers. A package of its own, because `package` access ends at the border of one: the rooms under test stand in
/// it as links to the folders of the main package, built as they are shipped (-O, with their traps) plus coverage
/// counters and AddressSanitizer, which sees what an optimised unsafe buffer no longer checks.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let counted = house + [.unsafeFlags(["-sanitize=fuzzer,address", "-enforce-exclusivity=checked"])]
/// Without counters, so that what is called coverage is coverage of the code under test alone.
let uncounted = house + [.unsafeFlags(["-sanitize=address", "-enforce-exclusivity=checked"])]

let package = Package(
    name: "railgauge-fuzz",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CShipped"),
        .target(name: "CTextModel"),
        .target(name: "CFuzzer"),
        .target(name: "Formats", dependencies: ["CCrypto", "CShipped", "Yams"], swiftSettings: counted),
        .target(name: "Trials", dependencies: ["Formats"], swiftSettings: counted),
        .target(name: "Suites", dependencies: ["Formats", "Trials"], swiftSettings: counted),
        .target(name: "Studies", dependencies: ["Formats", "Trials", "Suites"], swiftSettings: counted),
        .target(name: "Vendors", dependencies: ["Formats", "Trials"], swiftSettings: counted),
        .target(name: "Dialects", dependencies: ["Formats", "Trials", "Vendors"], swiftSettings: counted),
        .target(
            name: "Classifier", dependencies: ["Formats", "Trials", "Vendors", "CTextModel"], swiftSettings: counted),
        .target(name: "Planted", dependencies: ["Formats", "Trials"], swiftSettings: counted),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CFuzzer", "Formats", "Trials", "Suites", "Studies", "Vendors", "Dialects", "Classifier", "Planted",
            ],
            swiftSettings: uncounted,
            linkerSettings: [
                // lld, because gold cannot export what AddressSanitizer adds; and it must keep the tables of counters,
                // which nothing names but their own ends.
                .unsafeFlags([
                    "-sanitize=fuzzer,address", "-use-ld=lld", "-Xlinker", "-z", "-Xlinker",
                    "nostart-stop-gc",
                ])
            ]),
    ]
)
