#!/usr/bin/env bash
# Installs what the build needs and is not there yet. Root installs without a question; others are shown the line and
# asked, YES=1 answers for them. Nothing is installed twice.
set -euo pipefail

if ! command -v swift >/dev/null; then
    echo "railgauge: no Swift on the PATH. Install Swift 6.3 (swift.org/install), then run this again." >&2
    exit 1
fi

# header or tool -> Debian package
needs=(
    "/usr/include/*/curl/curl.h /usr/include/curl/curl.h:libcurl4-openssl-dev"
    "/usr/include/sqlite3.h:libsqlite3-dev"
    "/usr/include/zlib.h:zlib1g-dev"
    "/usr/include/zstd.h:libzstd-dev"
    "/usr/include/openssl/evp.h:libssl-dev"
    "/usr/bin/pkg-config:pkg-config"
)
for extra in "$@"; do needs+=("$extra"); done

missing=()
for need in "${needs[@]}"; do
    found=no
    for path in ${need%%:*}; do [ -e "$path" ] && found=yes; done
    [ "$found" = yes ] || missing+=("${need##*:}")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "railgauge: these development packages are missing, and there is no apt-get to install them with:" >&2
    echo "  ${missing[*]}" >&2
    echo "Install what your system calls them (libcurl, SQLite 3, zlib, Zstandard and OpenSSL with headers), then run this again." >&2
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    sudo=""
elif command -v sudo >/dev/null; then
    sudo="sudo"
else
    echo "railgauge: missing packages. Ask an administrator for:  apt-get install -y ${missing[*]}" >&2
    exit 1
fi
line="${sudo:+$sudo }apt-get install -y --no-install-recommends ${missing[*]}"
if [ -n "$sudo" ] && [ "${YES:-}" != 1 ]; then
    echo "railgauge needs: ${missing[*]}"
    if [ ! -t 0 ]; then
        echo "Run this, or repeat with YES=1:  $line" >&2
        exit 1
    fi
    read -r -p "Run '$line'? [y/N] " answer
    case "$answer" in y | Y | yes) ;; *) exit 1 ;; esac
fi
echo "installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { ${sudo:+$sudo }apt-get update && $line; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "railgauge: apt-get failed; the lines above say why. The line was:  $line" >&2
    exit 1
fi
