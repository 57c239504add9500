#!/usr/bin/env bash
# A report over the store of a run that was sent, beside pandas reading the same trials: whole processes in alternation, CPU,
# time and peak memory. The run is the shipped demo study repeated against the built-in simulator, some 988 trials a repeat.
# pandas reads trials.csv and prints a small part of what the report says (see rows.sh).
#   Benchmarks/store.sh [rounds] [repeats]      default 3 rounds, 210 repeats (207,480 trials; the run takes some minutes)
#   RUN=folder Benchmarks/store.sh [rounds]     the store of a run that is there already
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
repeats=${2:-210}
Scripts/setup.sh "/usr/bin/time:time"
binary=${RAILGAUGE:-$(swift build -c release --show-bin-path)/railgauge}
python=${PYTHON:-.venv-bench-rows/bin/python}
[ -x "$python" ] || { python3 -m venv .venv-bench-rows && .venv-bench-rows/bin/pip install --quiet pandas scipy; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export RAILGAUGE_STATE="$dir/state"

run=${RUN:-}
if [ -z "$run" ]; then
    sed "s/^repeats: .*/repeats: $repeats/" probes/studies/demo.yaml >"$dir/demo-repeated.yaml"
    "$binary" run "$dir/demo-repeated.yaml" --results "$dir/results" --new --quiet >/dev/null || true
    run=$(ls -d "$dir"/results/2*)
fi

measure() { # name, command -> a line "seconds CPU-seconds MiB" in the file of that name
    local name=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$dir/time" "$@" >/dev/null 2>&1 || true
    awk 'END {printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024}' "$dir/time" >>"$dir/$name"
}
median() { cut -d' ' -f"$2" "$dir/$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

"$binary" report "$run" --format csv --output "$dir/csv" >/dev/null || true
trials=$(($(wc -l <"$dir/csv/trials.csv") - 1))
for _ in $(seq "$rounds"); do
    measure json "$binary" report "$run" --format json --output "$dir/out"
    measure html "$binary" report "$run" --format html --output "$dir/out"
    measure pandas "$python" Benchmarks/rows.py read "$dir/csv/trials.csv"
done
echo "| $trials trials, store of $(du -m "$run/run.sqlite" | cut -f1) MiB | seconds | CPU seconds | beside pandas | peak MiB | beside pandas |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for part in json html pandas; do
    awk -v part="$part" -v s="$(median "$part" 1)" -v c="$(median "$part" 2)" -v pc="$(median pandas 2)" \
        -v m="$(median "$part" 3)" -v pm="$(median pandas 3)" \
        'BEGIN {printf "| %s | %s | %s | %.2f | %s | %.2f |\n", part == "pandas" ? part : "report --format " part, s, c, c / pc, m, m / pm}'
done
