#!/usr/bin/env bash
# The shipped suites and studies, and the outputs of a real run, against the published schemas, by an independent validator.
#   Scripts/check-schemas.sh PYTHON      a python with jsonschema and pyyaml
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
binary=$(swift build --show-bin-path)/railgauge
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$binary" suites lint >"$dir/lint" || { cat "$dir/lint" >&2; exit 1; }
for study in probes/studies/*.yaml; do
    "$binary" check "$study" >"$dir/check" 2>&1 || { cat "$dir/check" >&2; exit 1; }
done
"$binary" run demo --results "$dir/results" --new --quiet --max-trials 200 2>"$dir/err" || [ $? = 5 ] || { cat "$dir/err" >&2; exit 1; }
run=$(ls -d "$dir"/results/*-demo)
"$python" Scripts/validate_schemas.py --report "$run/report.json" --trials "$run/trials.jsonl"
