#!/usr/bin/env bash
# Writes the list of vendors from the files under Sources/Vendors/Known; one argument: where to.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
{
    echo "// Written by 'make vendors' from the files under Known."
    echo
    echo "extension Vendor {"
    echo "    /// Everyone, in the order of the files; rules look for marks of their own and need none."
    echo "    package static let known: [Vendor] = ["
    for file in $(ls Sources/Vendors/Known/*.swift); do
        name=$(sed -n 's/^    static let \([A-Za-z0-9]*\) = Vendor($/\1/p' "$file")
        [ "$(wc -w <<<"$name")" = 1 ] || { echo "$file: not one 'static let NAME = Vendor('" >&2; exit 1; }
        echo "        .$name,"
    done
    echo "    ]"
    echo "}"
} >"$1"
