#!/usr/bin/env bash
# The package inspect_ai from PyPI opens the logs that `report --format inspect` writes (read_eval_log, samples_df, the viewer's
# bundle), `ingest` reads logs that Inspect itself wrote, every sample counted; and the snippets of docs/guides/data.md (pandas, R)
# give the figures of the report. In a browser report.html is worked with keys alone, and it and the other pages are looked at in every dress.
set -euo pipefail
cd "$(dirname "$0")/.."
RAILGAUGE=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
export RAILGAUGE
venv=.venv-inspect
if [ ! -x $venv/bin/inspect ]; then
    echo "installing inspect_ai into $venv"
    python3 -m venv $venv
    if ! $venv/bin/pip install --quiet inspect_ai pandas pyarrow websocket-client; then
        rm -rf $venv
        echo "skipped: inspect_ai could not be installed from PyPI"
        exit 0
    fi
fi
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
export RAILGAUGE_STATE="$dir/state" INSPECT_LOG_LEVEL=warning NO_PROXY='*'

# The demo obstructs, so its exit code may say so.
run=$("$RAILGAUGE" run demo --results "$dir/results" --new --quiet | tail -n 1) || true
run=$(ls -d "$dir"/results/*/ | tail -n 1)
"$RAILGAUGE" report "$run" --format inspect --output "$dir/logs" >/dev/null || [ -n "$(ls "$dir/logs")" ]
$venv/bin/python Tests/Conformance/inspect/check.py "$run" "$dir/logs" "$dir"

# The snippets of the guide, in the run folder.
mv "$dir/logs" "$run/logs"
$venv/bin/python Tests/Conformance/data/snippets.py docs/guides/data.md "$run"

# The viewer, as a browser shows it.
if [ -x /usr/bin/chromium ]; then
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    python3 -m http.server "$port" --bind 127.0.0.1 --directory "$dir/bundle" >/dev/null 2>&1 & server=$!
    sleep 1
    $venv/bin/python Tests/Conformance/inspect/viewer.py /usr/bin/chromium "http://127.0.0.1:$port/index.html" demo-public demo-railfree
    $venv/bin/python Tests/Conformance/browser/keyboard.py /usr/bin/chromium "$run/report.html"
    "$RAILGAUGE" trend "$dir/results" >/dev/null
    "$RAILGAUGE" plan demo --html "$dir/plan.html" >/dev/null
    for length in memo summary; do "$RAILGAUGE" report "$run" --format html --length $length >"$dir/$length.html"; done
    $venv/bin/python Tests/Conformance/browser/dress.py /usr/bin/chromium \
        "$run/report.html" "$dir/results/trend.html" "$dir/plan.html" "$dir/memo.html" "$dir/summary.html"
else
    echo "skipped: the viewer in a browser (no /usr/bin/chromium)"
fi

# The other way: logs that Inspect wrote.
expected=$($venv/bin/python Tests/Conformance/inspect/make_logs.py "$dir/theirs" | tail -n 1)
"$RAILGAUGE" ingest "$dir/theirs" --format json >"$dir/ingest.json"
python3 - "$dir/ingest.json" "$expected" <<'PY'
import json, sys
found, expected = json.load(open(sys.argv[1]))["all"], json.loads(sys.argv[2])
found = {key: found[key] for key in expected}
print(f"{'ok  ' if found == expected else 'FAIL'} logs that Inspect wrote: {found}" + ("" if found == expected else f", expected {expected}"))
sys.exit(found != expected)
PY
"$RAILGAUGE" ingest "$dir/theirs" --to-study 1 --output "$dir/blocked" >/dev/null 2>&1 && grep -q 'Question' "$dir/blocked/blocked-1.yaml" ||
    { echo "FAIL what a blocked sample of theirs was asked"; exit 1; }
