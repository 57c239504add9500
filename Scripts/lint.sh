#!/usr/bin/env bash
# Formatting, the import rules that the compiler cannot see, and that generated lists are what their scripts write.
set -euo pipefail
cd "$(dirname "$0")/.."
fail=0
say() { echo "lint: $1" >&2; fail=1; }

paths=(Package.swift Sources Tests)
[ -d Benchmarks ] && paths+=(Benchmarks)
# Not the links beside them, which are the rooms again.
paths+=(Fuzz/Package.swift Fuzz/Sources/fuzz Fuzz/Sources/Planted)
swift format lint --strict --recursive --parallel "${paths[@]}" || say "run 'make format'"

# Rooms may import these modules of the toolchain and no others; package modules are held by the build itself.
allowed() { # room, pattern
    local room=$1 pattern=$2 found
    found=$(grep -rnE '^ *((package|public|internal|private|fileprivate|@testable|@preconcurrency) )*import ' "Sources/$room" \
        --include='*.swift' | grep -vE "import ($pattern)\$" || true)
    [ -z "$found" ] || { say "$room may import only: $pattern"; echo "$found" >&2; }
}
allowed Formats 'Foundation|Yams|CCrypto|CShipped'
allowed Trials 'Foundation|Formats'
allowed Suites 'Foundation|Formats|Trials'
allowed Studies 'Foundation|Formats|Trials|Suites|Vendors'
allowed Statistics 'Foundation'
allowed Vendors 'Formats|Trials'
allowed Dialects 'Formats|Trials|Vendors|Glibc|Darwin'
allowed Transport 'CCurl|HTTPTypes|Glibc|Formats|Trials'
allowed Attempts 'Dispatch|Foundation|HTTPTypes|Subprocess|Formats|Trials|Dialects|Transport'
allowed Classifier 'Formats|Trials|Vendors|CTextModel|Foundation'
allowed Access 'Formats|Trials|Statistics'
allowed Runs 'Dispatch|Foundation|Formats|Trials|Classifier|Statistics|Access|CSQLite|GRDB|GRDBSQLite|Glibc'
allowed Reports 'Foundation|Formats|Trials|Statistics|Access|Mustache|CZlib'
allowed Ingest 'CZlib|CZstd|Foundation|Formats|Trials|Suites|Dialects|Classifier|Statistics'
allowed Tries 'Foundation|Formats|Trials|Suites|Statistics'
allowed Simulator 'Foundation|Formats|Trials|Yams|FlyingSocks|Glibc'

list=$(mktemp)
trap 'rm -f "$list"' EXIT
Scripts/list-shipped.sh "$list"
cmp -s "$list" Sources/CShipped/files.inc || say "Sources/CShipped/files.inc is out of date: run 'make shipped'"
Scripts/list-vendors.sh "$list"
cmp -s "$list" Sources/Vendors/List.swift || say "Sources/Vendors/List.swift is out of date: run 'make vendors'"

python3 Scripts/draw_house.py CONTRIBUTING.md --check || say "the house in CONTRIBUTING.md is out of date: run 'make house'"

# A word means one thing: no two rooms have a type of one name at the top of a file.
twice=$(grep -rnoE '^(package |public |final |private |fileprivate )*(struct|enum|class|protocol|actor) [A-Z][A-Za-z]+' Sources --include='*.swift' |
    sed -E 's#^Sources/([^/]+)/.* ([A-Za-z]+)$#\2 \1#' | sort -u | awk '{rooms[$1] = rooms[$1] " " $2; n[$1]++} END {for (t in n) if (n[t] > 1) print t " in" rooms[t]}')
[ -z "$twice" ] || say "one name for two types: $twice"

grep -rnE 'default:' Sources --include='*.swift' | grep -nE 'switch' && say "a default on one line with its switch" || true
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files | grep -E '^(Package\.resolved|\.build)' && say "build products are committed" || true
    big=$(git ls-files -z | xargs -0 -r du -k 2>/dev/null | awk '$1 > 2048 {print $2}')
    [ -z "$big" ] || say "committed files over 2 MiB: $big"
fi
# A promise is held by a test that is there.
for name in $(grep -oE '`[A-Za-z]+Tests`|`[a-z][A-Za-z]+`\)' SECURITY.md | tr -d '`)' | sort -u); do
    grep -rqE "(struct|class|func) $name\b" Tests || say "SECURITY.md names $name, and no test is called so"
done
exit $fail
