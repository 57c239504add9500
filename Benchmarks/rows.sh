#!/usr/bin/env bash
# A report over many imported rows beside pandas reading the same rows: whole processes in alternation, time, CPU (user and
# system: what else the machine does weighs less on it) and peak memory.
# pandas reads the rows, averages repeats by prompt and prints the rate of each style and field under two definitions with its
# exact interval, and the paired differences with McNemar's mid-p: a small part of what the report says.
#   Benchmarks/rows.sh [rounds] [rows...]      default 3 rounds, 200000 and 1000000 rows of 5 styles and 10 fields
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- 200000 1000000
Scripts/setup.sh "/usr/bin/time:time"
binary=${RAILGAUGE:-$(swift build -c release --show-bin-path)/railgauge}
python=${PYTHON:-.venv-bench-rows/bin/python}
[ -x "$python" ] || { python3 -m venv .venv-bench-rows && .venv-bench-rows/bin/pip install --quiet pandas scipy; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export RAILGAUGE_STATE="$dir/state"

measure() { # name, command -> a line "seconds CPU-seconds MiB" in the file of that name
    local name=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$dir/time" "$@" >/dev/null 2>&1
    awk '{printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024}' "$dir/time" >>"$dir/$name"
}
median() { cut -d' ' -f"$2" "$dir/$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

echo "| rows | | seconds | CPU seconds | beside pandas | peak MiB | beside pandas |"
echo "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
for rows in "$@"; do
    rm -f "$dir"/import "$dir"/report "$dir"/page "$dir"/pandas
    python3 Benchmarks/rows.py write "$rows" "$dir/rows.jsonl"
    for _ in $(seq "$rounds"); do
        rm -rf "$dir/results"
        measure import "$binary" suites import --outcomes "$dir/rows.jsonl" --results "$dir/results"
        run=$(ls -d "$dir"/results/*)
        measure report "$binary" report "$run" --format json --output "$dir/out"
        measure page "$binary" report "$run" --format html --output "$dir/out"
        measure pandas "$python" Benchmarks/rows.py read "$dir/rows.jsonl"
    done
    for part in import report page pandas; do
        awk -v n="$rows" -v part="$part" -v s="$(median "$part" 1)" -v c="$(median "$part" 2)" -v pc="$(median pandas 2)" \
            -v m="$(median "$part" 3)" -v pm="$(median pandas 3)" \
            'BEGIN {
                name = part == "report" ? "report --format json" : part == "page" ? "report --format html" : part
                printf "| %d | %s | %s | %s | %.2f | %s | %.2f |\n", n, name, s, c, c / pc, m, m / pm
            }'
    done
done
