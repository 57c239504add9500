#!/usr/bin/env bash
# What report.html costs beside report.json: whole processes at 200,000 rows, in alternation; and how long a browser needs for
# 20,000 trials with their replies, in headless Chromium. Prints a Markdown table.
#   Benchmarks/report.sh [rounds] [rows]      default 3 rounds, 200000 rows; the medians of the rounds are printed
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
rows=${2:-200000}
Scripts/setup.sh "/usr/bin/time:time" "/usr/bin/chromium:chromium"
binary=${RAILGAUGE:-$(swift build -c release --show-bin-path)/railgauge}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export RAILGAUGE_STATE="$dir/state"

python3 - "$rows" >"$dir/rows.jsonl" <<'PY'
import json, random, sys
random.seed(1)
outcomes = ["answered"] * 8 + ["refused", "blocked"]
for i in range(int(sys.argv[1]) // 2):
    for style in "ab":
        outcome = random.choice(outcomes)
        row = {"style": style, "probe": f"p{i}", "field": f"f{i % 12}", "repeat": 1, "expect": "answer", "outcome": outcome}
        if outcome == "blocked":
            row |= {"stage": "midstream", "category": "cyber"}
        print(json.dumps(row))
PY
run=$("$binary" suites import --outcomes "$dir/rows.jsonl" --results "$dir/results" 2>/dev/null | tail -n 1)

measure() { # format -> "seconds MiB"
    /usr/bin/time -f '%e %M' "$binary" report "$run" --format "$1" --output "$dir/out" 2>&1 >/dev/null | tail -n 1 |
        awk '{printf "%.2f %.0f\n", $1, $2 / 1024}'
}
for _ in $(seq "$rounds"); do
    measure json >>"$dir/json"
    measure html >>"$dir/html"
done
median() { cut -d' ' -f"$2" "$dir/$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
js=$(median json 1) jm=$(median json 2) hs=$(median html 1) hm=$(median html 2)
echo "| $rows rows | seconds | peak MiB |"
echo "| --- | ---: | ---: |"
echo "| report --format json | $js | $jm |"
echo "| report --format html | $hs | $hm |"
awk -v a="$js" -v b="$hs" -v c="$jm" -v d="$hm" 'BEGIN {printf "| html beside json | %.2f | %.2f |\n", b / a, d / c}'
echo "| report.html, MiB | | $(du -m "$dir/out/report.html" | cut -f1) |"

# 20,000 trials with replies, from the simulator: the demo study, repeated.
sed 's/^repeats: .*/repeats: 21/' probes/studies/demo.yaml >"$dir/demo-repeated.yaml"
"$binary" run "$dir/demo-repeated.yaml" --results "$dir/results" --new --quiet >/dev/null || true
small=$(ls -d "$dir"/results/*/ | tail -n 1)
trials=$(($(wc -l <"$small/trials.csv") - 1))
[ -x .venv-bench-report/bin/python ] || {
    python3 -m venv .venv-bench-report && .venv-bench-report/bin/pip install --quiet websocket-client
}
echo
echo "| $trials trials in Chromium, report.html of $(du -k "${small}report.html" | cut -f1) KiB | milliseconds |"
echo "| --- | ---: |"
.venv-bench-report/bin/python Benchmarks/browser.py /usr/bin/chromium "$(cd "$small" && pwd)/report.html"
