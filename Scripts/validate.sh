#!/usr/bin/env bash
# The simulations of docs/methods/statistics.md section 8 at full length, and their tables: docs/methods/validation/*.csv.
# Fewer data sets a cell: RAILGAUGE_VALIDATE_SETS=2000 make validate (the committed tables are not touched then).
# The statistics need nothing of the other rooms, so that they are built alone, in release, by links.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
package=$root/.build-validate
mkdir -p "$package/Sources" "$package/Tests"
ln -sfn "$root/Sources/Statistics" "$package/Sources/Statistics"
ln -sfn "$root/Tests/StatisticsTests" "$package/Tests/StatisticsTests"
cat >"$package/Package.swift" <<'MANIFEST'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "railgauge-validate", platforms: [.macOS(.v15)],
    targets: [
        .target(name: "Statistics", swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: [.swiftLanguageMode(.v6)]),
    ])
MANIFEST
tables=$root/docs/methods/validation
[ -z "${RAILGAUGE_VALIDATE_SETS:-}" ] || tables=$package/tables
mkdir -p "$tables"
export RAILGAUGE_SLOW_TESTS=1 RAILGAUGE_VALIDATE_TABLES=$tables
cd "$package"
swift test -c release -Xswiftc -enable-testing "$@"
echo "tables: $tables"
